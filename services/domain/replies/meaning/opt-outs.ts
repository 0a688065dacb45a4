/**
 * Finds a wish to get no more texts, also inside of an answer.
 *
 * 47 CFR 64.1200(a)(10): "stop", "quit", "end", "revoke", "opt out", "cancel" and "unsubscribe" revoke consent, and so
 * does any other answer that a reasonable person would understand so. https://www.law.cornell.edu/cfr/text/47/64.1200
 * AWS End User Messaging SMS User Guide, "Required opt-out keywords": ARRET, CANCEL, END, OPT-OUT, OPTOUT, QUIT, REMOVE,
 * STOP, TD, UNSUBSCRIBE. https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html
 * CANCEL is none of them here: our texts ask for it, in one wording, and mean the appointment.
 */
import type { Token } from "./answer-tokens";
import type { Found } from "./cover-answer";
import { SCOPES, vocabularyOf } from "./vocabulary";

/** What may follow STOP at the beginning of an answer that is not about texts: stop by, stop the bleeding. */
const OTHER_STOPS: ReadonlySet<string> = new Set(
  "by in at on it the a an over off for taking eating drinking smoking using fasting before my medication medicine meds bleding".split(
    " ",
  ),
);
/** `Why don't you stop texting me` is a wish in spite of its negation. */
const ADDRESSED: ReadonlySet<string> = new Set(["you", "u", "ya", "yal"]);
const NEGATED_WITHIN = 3;

export function asksToStop(
  tokens: readonly Token[],
  phrases: readonly (readonly Found[])[],
  isQuestion: boolean,
): boolean {
  const isInside = phrases.some((found, start) =>
    found.some(({ kind, end }) => {
      if (kind === "stopInside") return !isNegated(tokens, start);
      return kind === "stop" && isClause(tokens, start, end);
    }),
  );
  return isInside || beginsWithStop(tokens, isQuestion) || endsWithStop(tokens);
}

function isClause(tokens: readonly Token[], start: number, end: number): boolean {
  return (
    (start === 0 || tokens[start]?.startsClause === true) &&
    (end === tokens.length || tokens[end]?.startsClause === true)
  );
}

function isNegated(tokens: readonly Token[], start: number): boolean {
  for (let at = start - 1; at >= Math.max(0, start - NEGATED_WITHIN); at -= 1) {
    const { text = "" } = tokens[at] ?? {};
    if (ADDRESSED.has(text)) return false;
    if (SCOPES.some((scope) => vocabularyOf(scope).negations.has(text))) return true;
    if (tokens[at + 1]?.startsClause) return false;
  }
  return false;
}

/** AWS, too, takes a message that begins with the word for an opt-out. */
function beginsWithStop([first, second]: readonly Token[], isQuestion: boolean): boolean {
  if (first?.text !== "stop") return false;
  return !second || second.startsClause || !(isQuestion || OTHER_STOPS.has(second.text));
}

/** `I said STOP`, in capitals that the rest is not in. */
function endsWithStop(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  return (
    last?.text === "stop" &&
    last.isShouted &&
    tokens.some(({ isShouted }) => !isShouted) &&
    !isNegated(tokens, tokens.length - 1)
  );
}
