import escapeHtml from "escape-html";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import type { SmsWording } from "../../contracts/sms-wording";
import { formatTime, isGivenElsewhere, type TimeStyle } from "./appointment-time";
import type { EmailContent } from "./ports";

const SMS_ENDINGS: Readonly<Record<SmsWording, string>> = {
  reply: "Reply CONFIRM to confirm or CANCEL to cancel.",
  "no-reply": "To change or cancel, please contact the clinic.",
};

export const EMAIL_SUBJECT = "Appointment Reminder";

/**
 * The text of the SMS.
 * @param start when the appointment starts, ms since 1970
 */
export function smsText(
  appointment: AppointmentMessage,
  start: number,
  clinicTimeZone: string,
  wording: SmsWording,
): string {
  const time = timeText(appointment, start, clinicTimeZone, "short");
  const place = cleaned(appointment.location);
  return [
    `Reminder: ${sentence(cleanedDoctor(appointment.doctorName), time)}`,
    ...(place ? [`Location: ${endWithStop(place)}`] : []),
    SMS_ENDINGS[wording],
  ].join(" ");
}

/** The email, as text and as HTML with every value escaped; `start` in ms since 1970. */
export function emailContent(appointment: AppointmentMessage, start: number, clinicTimeZone: string): EmailContent {
  const time = timeText(appointment, start, clinicTimeZone, "long");
  const opening = sentence(cleanedDoctor(appointment.doctorName), time);
  const facts = [
    ["Location", cleaned(appointment.location)],
    ["Appointment", cleaned(appointment.appointmentId)],
  ].filter((fact): fact is [string, string] => fact[1] !== "");
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

/** The time in the appointment's zone, or the clinic's; the zone is named wherever a reader could take it for another. */
function timeText(appointment: AppointmentMessage, start: number, clinicTimeZone: string, style: TimeStyle): string {
  const { timeZone, appointmentTime } = appointment;
  const named = timeZone ? timeZone !== clinicTimeZone : isGivenElsewhere(appointmentTime, start, clinicTimeZone);
  return formatTime(start, timeZone ?? clinicTimeZone, style, named);
}

function sentence(doctor: string, time: string): string {
  return doctor
    ? `Your appointment with Dr. ${doctor} is scheduled for ${time}.`
    : `Your appointment is scheduled for ${time}.`;
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

/** One line, without control characters and without the marks that turn the direction of the text around a value. */
function cleaned(value: string | undefined): string {
  return (value ?? "")
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Senders write the name with and without the title, and some the title alone. */
function cleanedDoctor(name: string | undefined): string {
  return cleaned(name).replace(/^(?:dr\.\s*|(?:dr|doctor)(?:\s+|$))+/i, "");
}

function endWithStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
