/** Checks one text of a clinic in one language. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import { OPT_OUT_LINE_COUNTRIES, smsText } from "../content/sms-text";
import type { Texts } from "../content/texts";
import { saysHowToOptOut } from "./answers";
import type { Finding } from "./finding";
import { type SampleFor, type SampleName, sampleOf, VARIANTS } from "./samples";
import { figuresOf, type TextFigures } from "./text-figures";
import { tooLong } from "./too-long";
import {
  findingsOf,
  type Make,
  NEUTRAL_NAME,
  namesClinic,
  REGISTRATION,
  withNeutralLink,
  wordFindings,
} from "./word-findings";

/** The text of a sample, as a patient gets it whose phone is in the clinic's country, or in the US if the clinic texts it. */
export function sampleText(name: SampleName, of: SampleFor, texts: Texts): string {
  const { appointment, start, now } = sampleOf(name, of);
  return smsText(appointment, start, of.clinic, texts, now, countryOf(of.clinic));
}

/** ISO 3166-1 alpha-2: a country of the clinic's phones, one whose texts say how to opt out, if there is one. */
export function countryOf(clinic: Clinic): string {
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
  const variants = VARIANTS.map(({ name, visit }) => sampleText(name, { ...withNeutralLink(neutral), visit }, texts));
  // A typical appointment, which is the first.
  const [words = ""] = variants;
  const figures = (name: SampleName) => figuresOf(sampleText(name, of, texts));
  const finding = findingsOf(clinic, language, "reminder");
  return [
    ...length(figures("typical"), figures("long"), finding),
    ...tooLong(of, countryOf(clinic), texts).map((problem) => finding("TOO_LONG", problem, "Shorten it.")),
    ...(clinic.name === undefined
      ? [finding("NO_CLINIC_NAME", `it names no clinic; ${REGISTRATION}`, "Describe the clinic in a profile.")]
      : namesClinic(words, finding)),
    ...optOutLine(clinic, words, finding),
    ...unanswerable(of, texts, finding),
    ...wordFindings(variants, of, finding),
    ...(clinic.healthcareExemption ? exemption(clinic, words, figures("typical"), figures("long"), finding) : []),
  ];
}

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

/** "Sender IDs do not support two-way SMS messaging": "Two-way SMS messaging", AWS End User Messaging SMS User Guide. */
function unanswerable(of: SampleFor, texts: Texts, make: Make): Finding[] {
  if (!of.clinic.sms.senderId) return [];
  const asksForNone = { ...of, clinic: { ...of.clinic, smsWording: "no-reply" as const } };
  if (sampleText("typical", of, texts) === sampleText("typical", asksForNone, texts)) return [];
  const problem = "it asks for an answer, and phones cannot answer a sender ID";
  return [make("NO_WAY_TO_ANSWER", problem, 'Ask for no answer ("wording": "no-reply"), or send from a number.')];
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
