/** The text that answers a patient's answer. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import { MESSAGES, type ReplyMessage, type ValuesOf } from "../../../contracts/texts/messages";
import { fillSms, isSendable, smsWhenOf } from "./fill-sms";
import type { AppointmentTime } from "./reminder-values";
import { messageOf, type Texts } from "./texts";

/**
 * The text of an acknowledgement, in the clinic's words. If the clinic's own message is too long, it is the catalogue's.
 * It has nothing of the patient but the time of the appointment.
 * @param appointment the one that the answer is about, if that is certain. With it, `replyUnclear` asks for C or X again
 * @param start when the appointment starts, ms since 1970; of no meaning without an appointment
 * @param now ms since 1970
 * @returns at most `MAX_SMS_PARTS` parts
 * @throws Error if the message names the time of an appointment, and there is none
 */
export function replyText(
  name: ReplyMessage,
  appointment: AppointmentTime | undefined,
  start: number,
  clinic: Clinic,
  language: Language,
  texts: Texts,
  now: number,
): string {
  const words = (of: Clinic) => fullReplyText(name, appointment, start, of, language, texts, now);
  const text = words(clinic);
  return isSendable(text) ? text : words({ ...clinic, texts: {} });
}

/** The text of an acknowledgement, however many parts it has. */
export function fullReplyText(
  name: ReplyMessage,
  appointment: AppointmentTime | undefined,
  start: number,
  clinic: Clinic,
  language: Language,
  texts: Texts,
  now: number,
): string {
  if (!appointment && "date" in MESSAGES[name].placeholders) throw new Error(`${name} needs an appointment.`);
  const values = {
    clinic: clinic.name ?? "",
    clinicPhone: clinic.phone ?? "",
    ...(appointment ? smsWhenOf(appointment, start, clinic, language, now) : { date: "", time: "" }),
    ask: appointment ? "again" : "",
  } satisfies ValuesOf<"replyConfirmed"> & ValuesOf<"replyUnclear">;
  return fillSms<ReplyMessage>(messageOf(name, language, clinic, texts), values, language);
}
