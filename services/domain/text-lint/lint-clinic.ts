/** Checks everything that the patients of a deployment's clinics read. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import { LANGUAGES, type Language } from "../../../contracts/clinics/languages";
import type { Catalogue } from "../../../contracts/texts/catalogues";
import { CHANNELS, MESSAGES, REMINDER_MESSAGES } from "../../../contracts/texts/messages";
import { textsInMemory } from "../content/texts";
import { conditionWords } from "./condition-words";
import { FINDINGS, type Finding, type FindingCode, type Severity } from "./finding";
import { isUnder, LINK_SHORTENERS } from "./links";
import { lintEmail } from "./lint-email";
import { lintOtherTexts } from "./lint-other-texts";
import { lintText } from "./lint-text";

export interface Linted {
  readonly clinics: readonly Clinic[];
  readonly catalogues: readonly Catalogue[];
}

/** The languages that a clinic itself chose: its own, and those in which it has messages. */
export function chosenLanguages({ language, texts }: Clinic): Language[] {
  return LANGUAGES.filter((one) => one === language || texts[one] !== undefined);
}

/** All findings, by clinic and language. */
export function lintClinics({ clinics, catalogues }: Linted): Finding[] {
  const texts = textsInMemory(catalogues);
  const known = new Map<string, readonly Finding[]>();
  const lintOnce = (clinic: Clinic, language: Language): readonly Finding[] => {
    const key = likeness(clinic, language);
    const findings = known.get(key) ?? [
      ...lintText(clinic, language, texts),
      ...lintOtherTexts(clinic, language, texts),
      ...lintEmail(clinic, language, texts),
    ];
    known.set(key, findings);
    return findings.map((finding) => ({ ...finding, clinic: clinic.id }));
  };
  return [
    ...clinics.flatMap((clinic) => [
      ...lintProfile(clinic),
      ...catalogues.flatMap((one) => [...lintOnce(clinic, one.language), ...lintReview(clinic, one)]),
    ]),
  ];
}

/** Clinics that have this in common have the same findings: names of one length cost the same. */
function likeness(clinic: Clinic, language: Language): string {
  const { name, phone, smsWording, privacy, defaultCountry, countries, linkDomains, healthcareExemption } = clinic;
  const [nameLikeness, phoneLikeness] = [name, phone].map((text) => text?.replace(/[A-Za-z0-9]/g, "x"));
  const answers = { email: clinic.email.replyTo !== undefined, senderId: clinic.sms.senderId !== undefined };
  const rules = { answers, smsWording, privacy, defaultCountry, countries, linkDomains, healthcareExemption };
  return JSON.stringify([language, nameLikeness, phoneLikeness, rules, clinic.texts[language]]);
}

/** What concerns a clinic in every language. */
function lintProfile({ id, name, phone, language, email, linkDomains, healthcareExemption }: Clinic): Finding[] {
  const finding = (code: FindingCode, message: string, problem: string, remedy: string): Finding => ({
    code,
    severity: FINDINGS[code],
    clinic: id,
    message,
    problem,
    remedy,
  });
  const names = [
    ["name", name],
    ["email.fromName", email.fromName === name ? undefined : email.fromName],
  ] as const;
  return [
    ...names.flatMap(([field, value]) =>
      conditionWords(value ?? "", language).map((word) =>
        finding("CONDITION_WORD", field, `"${word}" gives a condition away`, "Use a name that any clinic could have."),
      ),
    ),
    ...linkDomains
      .filter((domain) => isUnder(domain, LINK_SHORTENERS))
      .map((domain) =>
        finding(
          "LINK_SHORTENER",
          "linkDomains",
          `${domain} is a public link shortener, whose links US carriers filter`,
          "Link to the clinic's own domain.",
        ),
      ),
    ...(name !== undefined && phone === undefined
      ? [finding("NO_PHONE", "phone", "patients see no number to call", "Give the profile a phone.")]
      : []),
    ...(healthcareExemption
      ? [
          finding(
            "EXEMPTION",
            "healthcareExemption",
            "the exemption asks that the patient is not charged, and AWS has no numbers whose texts are free to them",
            "Ask for consent instead, or ask your lawyer.",
          ),
        ]
      : []),
  ];
}

/** The catalogue's messages that no native speaker has read: the text, and the email as a whole. */
function lintReview(clinic: Clinic, { language, reviewed }: Catalogue): Finding[] {
  const own = clinic.texts[language] ?? {};
  const fromCatalogue = REMINDER_MESSAGES.filter((name) => !Object.hasOwn(own, name)).map(
    (name) => MESSAGES[name].channel,
  );
  const unread = CHANNELS.filter((channel) => !reviewed[channel] && fromCatalogue.includes(channel));
  const isChosen = chosenLanguages(clinic).includes(language);
  const severity: Severity = isChosen ? FINDINGS.NOT_REVIEWED : "info";
  const who = isChosen ? "the clinic uses it" : "patients who name this language read it";
  return unread.map((channel) => ({
    code: "NOT_REVIEWED",
    severity,
    clinic: clinic.id,
    language,
    message: channel === "sms" ? "reminder" : "email",
    problem: `no native speaker has read the catalogue's message, and ${who}`,
    remedy: 'Have it read, and set "reviewed" in the catalogue, or give the profile its own message.',
  }));
}
