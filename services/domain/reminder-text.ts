import escapeHtml from "escape-html";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { MOST_SMS_PARTS } from "../../contracts/sms-pacing";
import type { SmsWording } from "../../contracts/sms-wording";
import { formatTime, isGivenElsewhere, type TimeStyle } from "./appointment-time";
import { cleaned } from "./cleaned-value";
import type { EmailContent } from "./ports";
import { smsParts } from "./sms-parts";

const SMS_ENDINGS: Readonly<Record<SmsWording, string>> = {
  reply: "Reply CONFIRM to confirm or CANCEL to cancel.",
  "no-reply": "To change or cancel, please contact the clinic.",
};

export const EMAIL_SUBJECT = "Appointment Reminder";

/**
 * No part holds more characters. A text of plain letters with the longest doctor and place that the contract takes fits
 * into the most parts, and so does every text of so many into the 1,600 bytes that SNS takes at once, however it counts
 * them: https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
 */
const MOST_CHARACTERS = MOST_SMS_PARTS * 153;

/**
 * The text of the SMS. Where it would have too many parts the place ends after fewer words, or is left out, and so then
 * is the doctor: when the appointment is, is told in any case.
 * @param start when the appointment starts, ms since 1970
 */
export function smsText(
  appointment: AppointmentMessage,
  start: number,
  clinicTimeZone: string,
  wording: SmsWording,
): string {
  const time = timeText(appointment, start, clinicTimeZone, "short");
  const compose = (doctor: string, place: string) =>
    [
      `Reminder: ${sentence(doctor, time)}`,
      ...(place ? [`Location: ${endWithStop(place)}`] : []),
      SMS_ENDINGS[wording],
    ].join(" ");
  const doctor = cleanedDoctor(appointment.doctorName);
  const place = cleaned(appointment.location);
  const text = compose(doctor, place);
  if (isSendable(text)) return text;
  const named = isSendable(compose(doctor, "")) ? doctor : "";
  return compose(
    named,
    mostWords(place, (words) => isSendable(compose(named, words))),
  );
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

/** Senders write the name with and without the title, and some the title alone. */
function cleanedDoctor(name: string | undefined): string {
  return cleaned(name).replace(/^(?:dr\.\s*|(?:dr|doctor)(?:\s+|$))+/i, "");
}

function isSendable(text: string): boolean {
  // The exact count takes longer than in proportion to the length.
  return text.length <= MOST_CHARACTERS && smsParts(text) <= MOST_SMS_PARTS;
}

/** The text, or as many of its first words as fit, with dots that tell of the rest; empty where not even one fits. */
function mostWords(text: string, fits: (words: string) => boolean): string {
  if (fits(text)) return text;
  const words = text.split(" ");
  const first = (count: number) => (count === 0 ? "" : `${words.slice(0, count).join(" ")} ...`);
  let fitting = 0;
  for (let tooMany = words.length; tooMany - fitting > 1; ) {
    const middle = Math.floor((fitting + tooMany) / 2);
    if (fits(first(middle))) fitting = middle;
    else tooMany = middle;
  }
  return first(fitting);
}

function endWithStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
