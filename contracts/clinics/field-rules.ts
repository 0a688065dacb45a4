/** What each field of a clinic profile takes, for its users. */
import { CHANGE_KINDS } from "../reminder-mark";
import { PLAN_RULE } from "../reminder-plan";
import { SMS_WORDINGS } from "../sms-wording";
import { PRIVACY_LEVELS } from "./clinic";
import { LANGUAGES } from "./languages";
import { SEND_WINDOW_TAKES } from "./send-window";

/** By field, such as `sms.senderId`, to complete "it must be". */
export const FIELD_RULES: Readonly<Record<string, string>> = {
  default: "the id of one of the clinics",
  clinics: "a list of 1 to 1,000 profiles",
  id: "1 to 64 lower-case letters, digits and hyphens",
  name: "text of 1 to 60 characters on one line",
  phone: "a phone number as patients should see it, of at most 30 characters",
  timeZone: "an IANA time zone with a region, such as America/Phoenix, or UTC",
  defaultCountry: "an ISO 3166-1 country code in capitals, such as US",
  countries: '"all", or a list of ISO 3166-1 country codes in capitals, such as ["US", "CA"]',
  language: `one of ${LANGUAGES.join(", ")}`,
  wording: `one of ${SMS_WORDINGS.join(", ")}`,
  privacy: `one of ${PRIVACY_LEVELS.join(", ")}`,
  healthcareExemption: "true or false",
  linkDomains: "a list of up to 20 domains in lower case, such as video.example.com",
  "sms.senderId": "3 to 11 letters and digits, with at least one letter",
  "sms.originationNumber": "a number in E.164, such as +12065550100, or a short code",
  "email.fromName": "text of 1 to 60 characters on one line",
  "email.replyTo": "an email address with its domain in lower case",
  texts: `messages by language (${LANGUAGES.join(", ")}) and name, each of 1 to 2,000 characters`,
  sendWindow: SEND_WINDOW_TAKES,
  reminderPlan: PLAN_RULE.replace("must be ", ""),
  changeTexts: `a list of ${CHANGE_KINDS.join(", ")}`,
  senderNames: "a list of up to 50 names, each of 1 to 100 characters on one line",
  replies: 'an object such as { "acknowledge": true }',
};
