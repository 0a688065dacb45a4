import type { AppointmentMessage } from "../../contracts/appointment-message";
import { MOST_SMS_PARTS } from "../../contracts/sms-pacing";
import type { SmsWording } from "../../contracts/sms-wording";
import { cleaned } from "./cleaned-value";
import { plainWhereCheaper } from "./plain-typography";
import { cleanedDoctor, sentence, timeText } from "./reminder-words";
import { smsParts } from "./sms-parts";

const SMS_ENDINGS: Readonly<Record<SmsWording, string>> = {
  reply: "Reply CONFIRM to confirm or CANCEL to cancel.",
  "no-reply": "To change or cancel, please contact the clinic.",
};

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
    plainWhereCheaper(
      [
        `Reminder: ${sentence(doctor, time)}`,
        ...(place ? [`Location: ${endWithStop(place)}`] : []),
        SMS_ENDINGS[wording],
      ].join(" "),
    );
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

function isSendable(text: string): boolean {
  return smsParts(text) <= MOST_SMS_PARTS;
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
  return /[.!?\u2026]$/.test(text) ? text : `${text}.`;
}
