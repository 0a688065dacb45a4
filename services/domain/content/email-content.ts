import escapeHtml from "escape-html";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { sanitized } from "../appointment/sanitized-value";
import { isPlaceholder } from "../appointment/shown-value";
import { doctorName } from "./doctor-name";
import { linkedHtml } from "./email-links";
import { placeLines } from "./place-name";
import { sentence, timeText } from "./reminder-words";

export interface EmailContent {
  /** The sender's name, as mail programs show it. */
  readonly fromName?: string;
  /** Where answers go; absent, nobody reads them. */
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly EmailAttachment[];
}

export interface EmailAttachment {
  /** ASCII letters, digits, hyphens and dots. */
  readonly fileName: string;
  /** With its parameters: RFC 2045, section 5. */
  readonly contentType: string;
  readonly content: string;
}

export const EMAIL_SUBJECT = "Appointment Reminder";

/** Indents further lines of a value in the text, so that a value cannot imitate a line of the email. */
const INDENT = "\n  ";

/**
 * The email, as text and as HTML with every value escaped. The location keeps its lines, and its http(s) addresses are
 * links in the HTML.
 * @param start ms since 1970
 */
export function emailContent(appointment: AppointmentMessage, start: number, clinic: Clinic): EmailContent {
  const time = timeText(appointment, start, clinic.timeZone, "long");
  const opening = sentence(doctorName(appointment.doctorName), time);
  const place = placeLines(appointment.location);
  const id = sanitized(appointment.appointmentId);
  const facts: [name: string, lines: string[]][] = [
    ["Location", place],
    ["Appointment", isPlaceholder(id) ? [] : [id]],
  ];
  const known = facts.filter(([, lines]) => lines.length > 0);
  const html = (lines: string[]) => lines.map((line) => (lines === place ? linkedHtml(line) : escapeHtml(line)));
  const ending = "To change or cancel, please contact the clinic. Replies to this email are not read.";
  const paragraphs = [opening, known.map(([name, lines]) => `${name}: ${lines.join(INDENT)}`).join("\n"), ending];
  return {
    ...clinic.email,
    subject: EMAIL_SUBJECT,
    text: `${paragraphs.filter(Boolean).join("\n\n")}\n`,
    html: page(
      `<p style="font-size:18px">${escapeHtml(opening)}</p>`,
      ...known.map(([name, lines]) => `<p><strong>${name}:</strong> ${html(lines).join("<br>")}</p>`),
      `<p style="color:#555">${ending}</p>`,
    ),
    attachments: [],
  };
}

function page(...paragraphs: string[]): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${EMAIL_SUBJECT}</title></head>`,
    '<body style="margin:24px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:#111">',
    `<h1 style="font-size:22px">${EMAIL_SUBJECT}</h1>`,
    ...paragraphs,
    "</body></html>",
    "",
  ].join("\n");
}
