import type { MessageName, ValuesOf } from "../../../../contracts/texts/messages";
import { sanitized } from "../../appointment/sanitized-value";
import { isPlaceholder, shownLines } from "../../appointment/shown-value";
import { hasForbiddenLink, withoutHosts } from "../../clinics/free-text-links";
import { patientLanguage } from "../../clinics/patient-language";
import { fillMessage, type ShownPart, shownParts } from "../fill-message";
import { shownPlace, subjectOf, whenOf } from "../reminder-values";
import { messageOf } from "../texts";
import { calendarAttachment } from "./calendar-attachment";
import type { EmailContent, EmailInput } from "./email";
import { emailPage } from "./email-page";

/** The messages of each kind of email. */
const NAMES = {
  reminder: { subject: "emailSubject", opening: "emailOpening" },
  moved: { subject: "emailMovedSubject", opening: "emailMovedOpening" },
  cancelled: { subject: "emailCancelledSubject", opening: "emailCancelledOpening" },
} as const;

/** Indents further lines of a value in the text, so that a value cannot imitate a line of the email. */
const INDENT = "\n  ";

/**
 * The email in the patient's language and the clinic's words, as text and as HTML with every value escaped, and with a
 * calendar file. Location and instructions keep their lines. Without a profile, it says what the text says, the
 * appointment's id, and that nobody reads answers.
 */
export function emailContent(input: EmailInput): EmailContent {
  const { appointment, start, clinic, texts } = input;
  const language = patientLanguage(appointment, clinic);
  const subject = subjectOf(appointment, clinic, language);
  const values = { ...subject, ...whenOf(appointment, start, clinic, language, "long") };
  const parts = <Name extends MessageName>(name: Name, of: ValuesOf<Name>) =>
    shownParts<Name>(messageOf(name, language, clinic, texts), of, language);
  const { subject: subjectName, opening: openingName } = NAMES[appointment.reminder?.kind ?? "reminder"];
  const title = fillMessage<typeof subjectName>(messageOf(subjectName, language, clinic, texts), values, language);
  const opening = parts(openingName, values);
  // Of a cancelled appointment, the opening says all, and there is nothing to add to a calendar.
  const isCancelled = appointment.reminder?.kind === "cancelled";
  const facts = isCancelled ? [] : factsOf(input, subject, parts);
  const answers = clinic.email.replyTo ? "read" : "";
  const contact = isCancelled ? [] : parts("emailContact", { ...values, answers });
  const paragraphs = [subject.clinic, textOf(opening), facts.map(textOf).join("\n"), textOf(contact)];
  return {
    ...clinic.email,
    subject: title,
    text: `${paragraphs.filter(Boolean).join("\n\n")}\n`,
    html: emailPage({
      language,
      title,
      heading: subject.clinic || title,
      opening,
      facts,
      contact,
      dialedPhone: clinic.dialedPhone,
    }),
    attachments: isCancelled ? [] : [calendarAttachment(input, subject)],
  };
}

/** What is known besides the time, each with its name. */
function factsOf(
  { appointment, clinic }: EmailInput,
  { link }: { readonly link: string },
  parts: <Name extends MessageName>(name: Name, of: ValuesOf<Name>) => ShownPart[],
): ShownPart[][] {
  const place = shownPlace(appointment, clinic).join("\n");
  const instructions = shownLines(appointment.instructions)
    .map((line) => withoutHosts(line, clinic))
    .join("\n");
  const id = sanitized(appointment.appointmentId);
  const appointmentId = isPlaceholder(id) || hasForbiddenLink(id, clinic) ? "" : withoutHosts(id, clinic);
  return [
    place ? parts("emailPlace", { place }) : [],
    link ? parts("emailLink", { link }) : [],
    instructions ? parts("emailInstructions", { instructions }) : [],
    appointmentId ? parts("emailAppointment", { appointmentId }) : [],
  ].filter((fact) => fact.length > 0);
}

function textOf(parts: readonly ShownPart[]): string {
  return parts.map(({ text }) => text.replaceAll("\n", INDENT)).join("");
}
