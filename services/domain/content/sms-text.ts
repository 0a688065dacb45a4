import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { US_AND_TERRITORIES } from "../../../contracts/clinics/texted-countries";
import type { SmsWording } from "../../../contracts/sms-wording";
import { patientLanguage } from "../clinics/patient-language";
import { fillSms, isSendable, smsWhenOf } from "./fill-sms";
import { unaccented } from "./plain-typography";
import { subjectOf } from "./reminder-values";
import { messageOf, type Texts } from "./texts";

/** Where the sample messages with which a number is registered say how to opt out. */
export const OPT_OUT_LINE_COUNTRIES = US_AND_TERRITORIES;

/** What is shortened or left out if a text would have too many parts. */
interface Shortened {
  readonly practitioner: string;
  readonly place: string;
  readonly link: string;
  readonly firstName: string;
}

type Compose = (shortened: Shortened) => string;

/** Without what a text can do without; the patient's first name is kept. */
const WITHOUT = { practitioner: "", place: "", link: "" };

/**
 * The text of the SMS, in the patient's language and the clinic's words. If it would have too many parts, the first name
 * loses its accents, the location is shortened word by word or omitted, after that the practitioner is omitted, then the
 * link, and last the first name. If the clinic's own message is still too long, it is the catalogue's text. The time of
 * the appointment is always included.
 * @param start when the appointment starts, ms since 1970
 * @param now ms since 1970: the year is shown if a reader could assume another one
 * @param country ISO 3166-1 alpha-2, of the phone
 * @returns at most `MAX_SMS_PARTS` parts, which are fewer than the 1,600 characters that SNS accepts (Publish,
 * Amazon SNS API Reference)
 */
export function smsText(
  appointment: AppointmentMessage,
  start: number,
  clinic: Clinic,
  texts: Texts,
  now: number,
  country: string = clinic.defaultCountry,
): string {
  const { all, compose } = composer(appointment, start, clinic, texts, now, country);
  const text = longestSendable(all, compose);
  if (isSendable(text)) return text;
  const catalogue = composer(appointment, start, { ...clinic, texts: {} }, texts, now, country);
  return longestSendable(catalogue.all, catalogue.compose);
}

/**
 * The text without practitioner, place and link, however many parts it has: what a message itself needs.
 * @param start when the appointment starts, ms since 1970
 * @param now ms since 1970
 * @param country ISO 3166-1 alpha-2, of the phone
 */
export function reducedSmsText(
  appointment: AppointmentMessage,
  start: number,
  clinic: Clinic,
  texts: Texts,
  now: number,
  country: string,
): string {
  const { all, compose } = composer(appointment, start, clinic, texts, now, country);
  return compose({ ...all, ...WITHOUT });
}

/** The values of a text, and what makes it of them. */
function composer(
  appointment: AppointmentMessage,
  start: number,
  clinic: Clinic,
  texts: Texts,
  now: number,
  country: string,
): { all: Shortened; compose: Compose } {
  const language = patientLanguage(appointment, clinic);
  const message = messageOf(appointment.reminder?.kind ?? "reminder", language, clinic, texts);
  const when = smsWhenOf(appointment, start, clinic, language, now);
  const optOut = clinic.name !== undefined && OPT_OUT_LINE_COUNTRIES.includes(country) ? "yes" : "";
  const wording: SmsWording = appointment.reminder?.confirmed ? "no-reply" : clinic.smsWording;
  const all = { ...subjectOf(appointment, clinic, language), ...when, wording, optOut };
  return { all, compose: (shortened) => fillSms<"reminder">(message, { ...all, ...shortened }, language) };
}

function longestSendable(all: Shortened, compose: Compose): string {
  const names = [...new Set([all.firstName, unaccented(all.firstName)])];
  for (const firstName of names) {
    const text = compose({ ...all, firstName });
    if (isSendable(text)) return text;
  }
  const [firstName = ""] = names.filter((name) => isSendable(compose({ ...WITHOUT, firstName: name })));
  return shortened({ ...all, firstName }, compose);
}

function shortened(all: Shortened, compose: Compose): string {
  const none = { ...all, ...WITHOUT };
  const linked = isSendable(compose({ ...none, link: all.link })) ? { ...none, link: all.link } : none;
  const named = { ...linked, practitioner: all.practitioner };
  const kept = isSendable(compose(named)) ? named : linked;
  const place = longestFit(all.place, (words) => isSendable(compose({ ...kept, place: words })));
  return compose({ ...kept, place });
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
