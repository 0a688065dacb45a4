/** Checks one text of a clinic in one language. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import { OPT_OUT_LINE_COUNTRIES, smsText } from "../content/sms-text";
import type { Texts } from "../content/texts";
import { saysHowToOptOut, type TrappedAnswer, trappedAnswers } from "./answers";
import { conditionWords } from "./condition-words";
import { FINDINGS, type Finding, type FindingCode } from "./finding";
import { type LinkFinding, linkFindings } from "./links";
import { type SampleFor, type SampleName, sampleOf, VARIANTS } from "./samples";
import { figuresOf, type TextFigures } from "./text-figures";
import { tooLong } from "./too-long";

/** In place of the clinic's name, where its own words must not count. */
export const NEUTRAL_NAME = "Example";

/** In place of the clinic's domains in a sample's link: lint checks those of the profile by themselves. */
export const NEUTRAL_DOMAIN = "visits.example";

export function withNeutralLink<Of extends SampleFor>(of: Of): Of {
  return { ...of, clinic: { ...of.clinic, linkDomains: [NEUTRAL_DOMAIN] } };
}

/** AWS's registration asks for sample messages with brand and opt-out: "Opt-in requirements checklist", sms-voice guide. */
const REGISTRATION = "AWS's registration of US numbers asks for it";

/** The text of a sample, as a patient gets it whose phone is in the clinic's country, or in the US if the clinic texts it. */
export function sampleText(name: SampleName, of: SampleFor, texts: Texts): string {
  const { appointment, start, now } = sampleOf(name, of);
  return smsText(appointment, start, of.clinic, texts, now, countryOf(of.clinic));
}

/** A country of the clinic's phones: one whose texts say how to opt out, if there is one. */
function countryOf(clinic: Clinic): string {
  const [country = clinic.defaultCountry] = countriesWithLine(clinic);
  return country;
}

/** The countries that a clinic texts, and whose carriers ask for a line that says how to opt out. */
function countriesWithLine({ countries }: Clinic): readonly string[] {
  return OPT_OUT_LINE_COUNTRIES.filter((country) => countries === "all" || countries.includes(country));
}

/** The findings of the text that reminds the patients of a clinic who read a language. */
export function lintText(clinic: Clinic, language: Language, texts: Texts): Finding[] {
  const of = { clinic, language };
  const neutral = clinic.name === undefined ? of : { ...of, clinic: { ...clinic, name: NEUTRAL_NAME } };
  // Each text by itself: words that no text has side by side are not one.
  const variants = VARIANTS.map(({ name, visit }) => sampleText(name, { ...withNeutralLink(neutral), visit }, texts));
  const every = variants.join("\n\n");
  // A typical appointment, which is the first.
  const [words = ""] = variants;
  const figures = (name: SampleName) => figuresOf(sampleText(name, of, texts));
  const finding = (code: FindingCode, problem: string, remedy: string): Finding => ({
    code,
    severity: FINDINGS[code],
    clinic: clinic.id,
    language,
    message: "reminder",
    problem,
    remedy,
  });
  return [
    ...length(figures("typical"), figures("long"), finding),
    ...tooLong(of, countryOf(clinic), texts).map((problem) => finding("TOO_LONG", problem, "Shorten it.")),
    ...(clinic.name === undefined
      ? [finding("NO_CLINIC_NAME", `it names no clinic; ${REGISTRATION}`, "Describe the clinic in a profile.")]
      : words.includes(NEUTRAL_NAME)
        ? []
        : [finding("NO_CLINIC_NAME", `it does not name the clinic; ${REGISTRATION}`, "Begin it with {clinic}.")]),
    ...trappedAnswers(every).map((answer) => finding(...answerFinding(answer))),
    ...optOutLine(clinic, words, finding),
    ...conditionWords(every, language).map((word) =>
      finding("CONDITION_WORD", `"${word}" gives a condition away`, "Use words that any clinic could use."),
    ),
    ...linkFindings(every, [...clinic.linkDomains, NEUTRAL_DOMAIN]).map((link) => finding(...linkFindingOf(link))),
    ...(clinic.healthcareExemption ? exemption(clinic, words, figures("typical"), figures("long"), finding) : []),
  ];
}

type Make = (code: FindingCode, problem: string, remedy: string) => Finding;

function length(typical: TextFigures, long: TextFigures, make: Make): Finding[] {
  const found: Finding[] = [];
  if (typical.parts > 1) {
    const problem = `it has ${partsText(typical)} with typical values, and ${partsText(long)} with long ones`;
    found.push(make("SEVERAL_PARTS", problem, "Each part is charged as a text."));
  }
  const { beyondGsm7 } = typical;
  if (beyondGsm7.length > 0) {
    const problem = `${charactersText(beyondGsm7)} outside of GSM-7`;
    found.push(make("NOT_GSM7", problem, "A part then has 70 characters instead of 160."));
  }
  return found;
}

/** The characters, unless a whole script is outside of GSM-7. */
function charactersText(characters: readonly string[]): string {
  if (characters.some((one) => /(?!\p{sc=Latin})\p{L}/u.test(one))) return "its script is";
  const some = characters.slice(0, 8).join(" ");
  return `${some}${characters.length > 8 ? " ..." : ""} ${characters.length > 1 ? "are" : "is"}`;
}

function partsText({ parts, characters }: TextFigures): string {
  return `${parts} ${parts === 1 ? "part" : "parts"} (${characters} characters)`;
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

function optOutLine(clinic: Clinic, words: string, make: Make): Finding[] {
  const { healthcareExemption, name } = clinic;
  const isTexted = countriesWithLine(clinic).length > 0;
  if (saysHowToOptOut(words) || !(isTexted || healthcareExemption)) return [];
  const why = isTexted
    ? `${REGISTRATION}, and US phones are texted`
    : "the exemption for healthcare messages asks for it";
  const remedy =
    name === undefined
      ? "Describe the clinic in a profile."
      : "End it with {optOut, select, yes { Reply STOP to opt out.} other {}}, or with the line itself.";
  return [make("NO_OPT_OUT_LINE", `it does not say how to opt out; ${why}`, remedy)];
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

/** 47 CFR 64.1200(a)(9)(iv): name and contact of the provider, and generally 160 characters or fewer. */
function exemption(clinic: Clinic, words: string, typical: TextFigures, long: TextFigures, make: Make): Finding[] {
  const found: Finding[] = [];
  const longer = typical.characters > 160 ? typical : long;
  if (longer.characters > 160) {
    const values = longer === typical ? "typical" : "long";
    const problem = `it has ${longer.characters} characters with ${values} values; the exemption for healthcare messages asks for 160`;
    found.push(make("EXEMPTION", problem, "Shorten it, use privacy minimal, or do not rely on the exemption."));
  }
  if (!clinic.phone || !words.includes(clinic.phone)) {
    const problem = "it has no number to call; the exemption for healthcare messages asks for one";
    found.push(make("EXEMPTION", problem, "Give the profile a phone, and show {clinicPhone}."));
  }
  return found;
}
