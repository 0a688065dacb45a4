/**
 * What a number with opt-outs managed by AWS does with a text by itself. Opt-outs: "Required opt-out keywords"
 * (https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html); texts that begin with STOP or HELP:
 * "SelfManagedOptOutsEnabled", "UpdatePhoneNumber", API Reference; answers: "Keywords"
 * (https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords.html).
 */
const OPT_OUTS: ReadonlySet<string> = new Set([
  "ARRET",
  "CANCEL",
  "END",
  "OPT-OUT",
  "OPTOUT",
  "QUIT",
  "REMOVE",
  "STOP",
  "TD",
  "UNSUBSCRIBE",
]);

/** As words: "stopping by" is none of them. */
const BEGINS_WITH = /^(STOP|HELP)\b/;

export type Keyword = "OPT_OUT" | "HELP";

/** @returns undefined for a text that is delivered to the number's topic */
export function keywordOf(message: string): Keyword | undefined {
  const text = message.trim().toUpperCase();
  if (OPT_OUTS.has(text)) return "OPT_OUT";
  const [, word] = BEGINS_WITH.exec(text) ?? [];
  if (word === "STOP") return "OPT_OUT";
  return word === "HELP" ? "HELP" : undefined;
}

/** The texts of "Keywords" are examples; every account has its own. */
export const AUTOMATIC_ANSWERS: Readonly<Record<Keyword, string>> = {
  OPT_OUT: "You are opted out and will no longer receive messages.",
  HELP: "For assistance with your account, call (206) 555-0198.",
};
