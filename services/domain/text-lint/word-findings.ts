/** What lint finds in the words of any text, whatever it says. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import { type TrappedAnswer, trappedAnswers } from "./answers";
import { conditionWords } from "./condition-words";
import { FINDINGS, type Finding, type FindingCode } from "./finding";
import { type LinkFinding, linkFindings } from "./links";
import type { SampleFor } from "./samples";

/** In place of the clinic's name, where its own words must not count. */
export const NEUTRAL_NAME = "Example";

/** In place of the clinic's domains in a sample's link: lint checks those of the profile by themselves. */
export const NEUTRAL_DOMAIN = "visits.example";

export function withNeutralLink<Of extends SampleFor>(of: Of): Of {
  return { ...of, clinic: { ...of.clinic, linkDomains: [NEUTRAL_DOMAIN] } };
}

/** AWS's registration asks for sample messages with brand and opt-out: "Opt-in requirements checklist", sms-voice guide. */
export const REGISTRATION = "AWS's registration of US numbers asks for it";

export type Make = (code: FindingCode, problem: string, remedy: string) => Finding;

/** Makes the findings of a message. */
export function findingsOf(clinic: Clinic, language: Language, message: string): Make {
  return (code, problem, remedy) => ({
    code,
    severity: FINDINGS[code],
    clinic: clinic.id,
    language,
    message,
    problem,
    remedy,
  });
}

/** @param words of a text whose clinic is called {@link NEUTRAL_NAME} */
export function namesClinic(words: string, make: Make): Finding[] {
  if (words.includes(NEUTRAL_NAME)) return [];
  return [make("NO_CLINIC_NAME", `it does not name the clinic; ${REGISTRATION}`, "Begin it with {clinic}.")];
}

/**
 * The answers, the words and the links of a message.
 * @param variants each text that the message can be
 */
export function wordFindings(variants: readonly string[], { clinic, language }: SampleFor, make: Make): Finding[] {
  // Each text by itself: words that no text has side by side are not one.
  const every = variants.join("\n\n");
  return [
    ...trappedAnswers(every).map((answer) => make(...answerFinding(answer))),
    ...conditionWords(every, language).map((word) =>
      make("CONDITION_WORD", `"${word}" gives a condition away`, "Use words that any clinic could use."),
    ),
    ...linkFindings(every, [...clinic.linkDomains, NEUTRAL_DOMAIN]).map((link) => make(...linkFindingOf(link))),
  ];
}

function answerFinding({ word, keyword, effect, isLonger }: TrappedAnswer): [FindingCode, string, string] {
  if (effect === "help") {
    const problem = `the answer ${word} gets an automatic reply, and the clinic never sees it`;
    return ["HELP_ANSWER", problem, "Ask for another word."];
  }
  const remedy = 'Ask for C and X ("wording": "keys"), or for another word, or turn on self-managed opt-outs.';
  if (isLonger) {
    const problem = `the answer ${word} begins with ${keyword.word}, which may opt the phone out of all texts`;
    return ["OPT_OUT_ANSWER", problem, remedy];
  }
  return ["OPT_OUT_ANSWER", `the answer ${word} opts the phone out of all texts`, remedy];
}

const LINK_REMEDIES: Readonly<Record<LinkFinding["problem"], readonly [FindingCode, string, string]>> = {
  "other-domain": [
    "FORBIDDEN_LINK",
    "is not at a domain of the clinic",
    "Add the domain to linkDomains, or take the link out.",
  ],
  "not-https": ["FORBIDDEN_LINK", "is without TLS", "Write https."],
  "user-name": ["FORBIDDEN_LINK", "has a user name, which can imitate another host", "Take it out."],
  shortener: [
    "LINK_SHORTENER",
    "is a public link shortener, whose links US carriers filter",
    "Link to the clinic's own domain.",
  ],
};

/** The finding of a link: its code, the problem, and what to do. */
export function linkFindingOf({ host, problem }: LinkFinding): [FindingCode, string, string] {
  const [code, what, remedy] = LINK_REMEDIES[problem];
  return [code, `the link to ${host} ${what}`, remedy];
}
