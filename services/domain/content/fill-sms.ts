/** What all texts have in common: how a message is filled, how the time is written, and how many parts there may be. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import { MAX_SMS_PARTS } from "../../../contracts/tables/sms-rate-limit";
import type { CompiledMessage, MessageName, ValuesOf } from "../../../contracts/texts/messages";
import { isYearPlain } from "../appointment/appointment-time";
import type { WrittenTime } from "./dates/written-time";
import { fillMessage } from "./fill-message";
import { plainWhereCheaper, unaccented } from "./plain-typography";
import { type AppointmentTime, whenOf } from "./reminder-values";
import { isInGsm7, smsParts } from "./sms-parts";

/** Whether a text has few enough parts to be sent. */
export function isSendable(text: string): boolean {
  return smsParts(text) <= MAX_SMS_PARTS;
}

/**
 * Date and time as texts write them.
 * @param start when the appointment starts, ms since 1970
 * @param now ms since 1970: the year is shown if a reader could assume another one
 */
export function smsWhenOf(
  appointment: AppointmentTime,
  start: number,
  clinic: Clinic,
  language: Language,
  now: number,
): WrittenTime {
  const isPlain = isYearPlain(start, now, appointment.timeZone ?? clinic.timeZone);
  return whenOf(appointment, start, clinic, language, isPlain ? "short" : "short-with-year");
}

/** A message with its values, with plain characters and a date without accents where these alone would cost parts. */
export function fillSms<Name extends MessageName>(
  message: CompiledMessage,
  values: ValuesOf<Name> & { readonly date?: string },
  language: Language,
): string {
  const fill = (all: ValuesOf<Name>) => plainWhereCheaper(fillMessage<Name>(message, all, language));
  const text = fill(values);
  const date = unaccented(values.date ?? "");
  return date === (values.date ?? "") ? text : cheaper(text, () => fill({ ...values, date }));
}

/** The other text if it fits GSM-7 and takes fewer parts: `sáb` alone would more than double the price of a text. */
function cheaper(text: string, makeOther: () => string): string {
  if (isInGsm7(text)) return text;
  const other = makeOther();
  return isInGsm7(other) && smsParts(other) < smsParts(text) ? other : text;
}
