/** Checks the email of a clinic in one language. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import { CHANGE_KINDS, type ChangeKind } from "../../../contracts/reminder-mark";
import type { EmailContent } from "../content/email/email";
import { emailContent } from "../content/email/email-content";
import type { Texts } from "../content/texts";
import { conditionWords } from "./condition-words";
import type { Finding } from "./finding";
import { linkFindings } from "./links";
import { type SampleFor, type SampleName, sampleOf, VARIANTS } from "./samples";
import { findingsOf, linkFindingOf, NEUTRAL_DOMAIN, NEUTRAL_NAME, withNeutralLink } from "./word-findings";

/** In place of the deployment's address, which the calendar file names. */
const SENDER = "noreply@example.com";

/** The email of a sample, as a patient gets it. */
export function sampleEmail(name: SampleName, of: SampleFor, texts: Texts): EmailContent {
  const { appointment, start, now } = sampleOf(name, of);
  return emailContent({ appointment, start, clinic: of.clinic, texts, sender: SENDER, now });
}

/** Of the emails that a clinic words itself: a reminder, and those that say that an appointment has changed. */
function kindsOf({ texts }: Clinic, language: Language): readonly (ChangeKind | undefined)[] {
  const own = Object.keys(texts[language] ?? {});
  return [
    undefined,
    ...CHANGE_KINDS.filter((kind) => own.some((name) => name.toLowerCase().startsWith(`email${kind}`))),
  ];
}

/** The findings of the emails that the patients of a clinic get who read a language. They always name the clinic. */
export function lintEmail(clinic: Clinic, language: Language, texts: Texts): Finding[] {
  const named = clinic.name === undefined ? clinic : { ...clinic, name: NEUTRAL_NAME, email: withoutNames(clinic) };
  const of = withNeutralLink({ clinic: named, language });
  const words = kindsOf(clinic, language)
    .flatMap((kind) => VARIANTS.map((variant) => ({ ...variant, kind })))
    .map(({ name, visit, kind }) => {
      const { subject, text } = sampleEmail(name, { ...of, visit, kind }, texts);
      return `${subject}\n${text}`;
    })
    .join("\n\n");
  const finding = findingsOf(clinic, language, "email");
  return [
    ...conditionWords(words, language).map((word) =>
      finding("CONDITION_WORD", `"${word}" gives a condition away`, "Use words that any clinic could use."),
    ),
    ...linkFindings(words, [...clinic.linkDomains, NEUTRAL_DOMAIN]).map((link) => finding(...linkFindingOf(link))),
  ];
}

function withoutNames({ email: { replyTo } }: Clinic): Clinic["email"] {
  return replyTo === undefined ? {} : { replyTo };
}
