import type { Channel } from "../../../contracts/delivery-log";
import { declinesReminders, type GivenPreference, prefersEmail } from "./contact-preference";
import { type EmailProblem, readEmail } from "./email-address";
import { readPhone } from "./phone-field";
import type { ContactRules, PhoneProblem } from "./phone-number";

/** The usable contact details of a patient; unusable ones are absent. */
export interface Contact {
  /** E.164. */
  readonly phoneNumber?: string;
  readonly email?: string;
  /** Numbers of this range often do not receive texts: the email is tried first, if there is one. */
  readonly fixedLine?: true;
}

/** An appointment's contact details, as they were typed. */
export interface GivenContact extends GivenPreference {
  readonly phoneNumber?: string;
  readonly email?: string;
}

/**
 * The contact details of an appointment that can be used. What the patient does not want is not among them: no phone if
 * they prefer email, nothing if they want no reminders. With the preference `sms`, the email remains the fallback.
 */
export function usableContact(given: GivenContact, rules: ContactRules): Contact {
  if (declinesReminders(given)) return {};
  const phone =
    given.phoneNumber === undefined || prefersEmail(given) ? undefined : readPhone(given.phoneNumber, rules);
  const email = given.email === undefined ? undefined : readEmail(given.email);
  return {
    ...(phone && "number" in phone && { phoneNumber: phone.number, ...(phone.fixedLine && { fixedLine: true }) }),
    ...(email && "address" in email && { email: email.address }),
  };
}

/** The first channel of a reminder; undefined if it cannot be sent. */
export function firstChannel({ phoneNumber, email, fixedLine }: Contact): Channel | undefined {
  if (phoneNumber !== undefined && !(fixedLine && email !== undefined)) return "SMS";
  return email === undefined ? undefined : "EMAIL";
}

/** Why the given phone number cannot be texted; undefined if it can. */
export function phoneProblem(text: string, rules: ContactRules): PhoneProblem | undefined {
  const reading = readPhone(text, rules);
  return "problem" in reading ? reading.problem : undefined;
}

/** Why the given address cannot be emailed; undefined if it can. */
export function emailProblem(text: string): EmailProblem | undefined {
  const reading = readEmail(text);
  return "problem" in reading ? reading.problem : undefined;
}

/** The problems in words, which follow the name of the field. */
export const CONTACT_PROBLEMS: Readonly<Record<PhoneProblem | EmailProblem, string>> = {
  NOT_A_NUMBER: "is not an existing phone number",
  EXTENSION: "has an extension: a switchboard cannot receive texts",
  SPREADSHEET_NUMBER: "was rounded by a spreadsheet: its last digits are lost",
  UNKNOWN_WORDS: "has words next to it that may change its meaning",
  PLACEHOLDER: "is a placeholder",
  COUNTRY_NOT_ALLOWED: "is of a country that is not in the setting countries",
  PREMIUM_RATE: "is a premium-rate number",
  SHARED_COST: "is a shared-cost number",
  TOLL_FREE: "is a toll-free number",
  PAGER: "is a pager's number",
  UAN: "is a company's number",
  VOICEMAIL: "is a voicemail number",
  NOT_AN_ADDRESS: "is not an email address",
  NON_ASCII_MAILBOX: "has letters before the @ that Amazon SES does not accept",
};
