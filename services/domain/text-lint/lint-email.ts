/** Checks the email of a clinic in one language. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import type { EmailContent } from "../content/email/email";
import { emailContent } from "../content/email/email-content";
import type { Texts } from "../content/texts";
import { conditionWords } from "./condition-words";
import { FINDINGS, type Finding, type FindingCode } from "./finding";
import { linkFindings } from "./links";
import { linkFindingOf, NEUTRAL_NAME } from "./lint-text";
import { type SampleName, sampleOf } from "./samples";

/** In place of the deployment's address, which the calendar file names. */
const SENDER = "noreply@example.com";

/** The email of a sample, as a patient gets it. */
export function sampleEmail(
  name: SampleName,
  of: { readonly clinic: Clinic; readonly language: Language },
  texts: Texts,
): EmailContent {
  const { appointment, start, now } = sampleOf(name, of);
  return emailContent({ appointment, start, clinic: of.clinic, texts, sender: SENDER, now });
}

/** The findings of the email that reminds the patients of a clinic who read a language. It always names the clinic. */
export function lintEmail(clinic: Clinic, language: Language, texts: Texts): Finding[] {
  const named = clinic.name === undefined ? clinic : { ...clinic, name: NEUTRAL_NAME, email: withoutNames(clinic) };
  const { subject, text } = sampleEmail("typical", { clinic: named, language }, texts);
  const words = `${subject}\n${text}`;
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
    ...linkFindings(words, clinic.linkDomains).map((link) => finding(...linkFindingOf(link))),
  ];
}

function withoutNames({ email: { replyTo } }: Clinic): Clinic["email"] {
  return replyTo === undefined ? {} : { replyTo };
}
