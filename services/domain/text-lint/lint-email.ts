/** Checks the email of a clinic in one language. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import type { EmailContent } from "../content/email/email";
import { emailContent } from "../content/email/email-content";
import type { Texts } from "../content/texts";
import { conditionWords } from "./condition-words";
import { FINDINGS, type Finding, type FindingCode } from "./finding";
import { linkFindings } from "./links";
import { linkFindingOf, NEUTRAL_DOMAIN, NEUTRAL_NAME, withNeutralLink } from "./lint-text";
import { type SampleFor, type SampleName, sampleOf, VARIANTS } from "./samples";

/** In place of the deployment's address, which the calendar file names. */
const SENDER = "noreply@example.com";

/** The email of a sample, as a patient gets it. */
export function sampleEmail(name: SampleName, of: SampleFor, texts: Texts): EmailContent {
  const { appointment, start, now } = sampleOf(name, of);
  return emailContent({ appointment, start, clinic: of.clinic, texts, sender: SENDER, now });
}

/** The findings of the email that reminds the patients of a clinic who read a language. It always names the clinic. */
export function lintEmail(clinic: Clinic, language: Language, texts: Texts): Finding[] {
  const named = clinic.name === undefined ? clinic : { ...clinic, name: NEUTRAL_NAME, email: withoutNames(clinic) };
  const words = VARIANTS.map(({ name, visit }) => {
    const { subject, text } = sampleEmail(name, { ...withNeutralLink({ clinic: named, language }), visit }, texts);
    return `${subject}\n${text}`;
  }).join("\n\n");
  const finding = (code: FindingCode, problem: string, remedy: string): Finding => ({
    code,
    severity: FINDINGS[code],
    clinic: clinic.id,
    language,
    message: "email",
    problem,
    remedy,
  });
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
