import escapeHtml from "escape-html";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { cleaned } from "./cleaned-value";
import { doctorName } from "./doctor-name";
import { placeName } from "./place-name";
import type { EmailContent } from "./ports";
import { sentence, timeText } from "./reminder-words";
import { isPlaceholder } from "./shown-value";

export const EMAIL_SUBJECT = "Appointment Reminder";

/** The email, as text and as HTML with every value escaped; `start` in ms since 1970. */
export function emailContent(appointment: AppointmentMessage, start: number, clinicTimeZone: string): EmailContent {
  const time = timeText(appointment, start, clinicTimeZone, "long");
  const opening = sentence(doctorName(appointment.doctorName), time);
  const facts = [
    ["Location", placeName(appointment.location)],
    ["Appointment", cleaned(appointment.appointmentId)],
  ].filter((fact): fact is [string, string] => !isPlaceholder(fact[1] ?? ""));
  const ending = "To change or cancel, please contact the clinic. Replies to this email are not read.";
  const paragraphs = [opening, facts.map(([name, value]) => `${name}: ${value}`).join("\n"), ending];
  return {
    subject: EMAIL_SUBJECT,
    text: `${paragraphs.filter(Boolean).join("\n\n")}\n`,
    html: page(
      `<p style="font-size:18px">${escapeHtml(opening)}</p>`,
      ...facts.map(([name, value]) => `<p><strong>${name}:</strong> ${escapeHtml(value)}</p>`),
      `<p style="color:#555">${ending}</p>`,
    ),
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
  ].join("\n");
}
