import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { SmsWording } from "../../../contracts/sms-wording";
import { MAX_SMS_PARTS } from "../../../contracts/tables/sms-rate-limit";
import { isYearPlain } from "../appointment/appointment-time";
import { doctorName } from "./doctor-name";
import { isLink } from "./link";
import { placeName } from "./place-name";
import { plainWhereCheaper } from "./plain-typography";
import { sentence, timeText } from "./reminder-words";
import { smsParts } from "./sms-parts";

const SMS_ENDINGS: Readonly<Record<SmsWording, string>> = {
  reply: "Reply CONFIRM to confirm or CANCEL to cancel.",
  "no-reply": "To change or cancel, please contact the clinic.",
};

/**
 * The text of the SMS. If it would have too many parts, the location is shortened word by word or omitted, and after
 * that the doctor is omitted. The time of the appointment is always included.
 * @param start when the appointment starts, ms since 1970
 * @param now ms since 1970: the year is shown if a reader could assume another one
 */
export function smsText(
  appointment: AppointmentMessage,
  start: number,
  clinicTimeZone: string,
  wording: SmsWording,
  now: number,
): string {
  const isPlain = isYearPlain(start, now, appointment.timeZone ?? clinicTimeZone);
  const time = timeText(appointment, start, clinicTimeZone, isPlain ? "short" : "short-with-year");
  const compose = (doctor: string, place: string) =>
    plainWhereCheaper(
      [
        `Reminder: ${sentence(doctor, time)}`,
        ...(place ? [`Location: ${endWithStop(place)}`] : []),
        SMS_ENDINGS[wording],
      ].join(" "),
    );
  const doctor = doctorName(appointment.doctorName);
  const place = placeName(appointment.location);
  const text = compose(doctor, place);
  if (isSendable(text)) return text;
  const named = isSendable(compose(doctor, "")) ? doctor : "";
  return compose(
    named,
    longestFit(place, (words) => isSendable(compose(named, words))),
  );
}

function isSendable(text: string): boolean {
  return smsParts(text) <= MAX_SMS_PARTS;
}

/** The text, or as many of its first words as fit, followed by dots; empty if not even one fits. */
function longestFit(text: string, fits: (words: string) => boolean): string {
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

/** Ends a text with a full stop, but not after a link: phones would include it in the address. */
function endWithStop(text: string): string {
  const ended = text.replace(/(?<![,;:])[,;:]+$/, "");
  const isEnded = /[.!?\u2026\u3002\uff01\uff1f\u0964\u061f\u06d4][)\]"'\u201d\u2019\u00bb]*$/.test(ended);
  return isEnded || isLink(ended.split(" ").at(-1) ?? "") ? ended : `${ended}.`;
}
