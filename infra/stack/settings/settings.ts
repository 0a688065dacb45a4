/**
 * The settings of a deployment: props of the construct. Our own app reads them from the file of an environment, and from
 * CDK's context: `cdk deploy -c environment=prod -c reminders:emailDomain=clinic.org`.
 */
import { getCountries, isSupportedCountry } from "libphonenumber-js/min";
import { Temporal } from "temporal-polyfill";
import { DEFAULT_SEND_WINDOW, isSendWindow, SEND_WINDOW_TAKES } from "../../../contracts/clinics/send-window";
import { FHIR_EVENTS } from "../../../contracts/events/event-attributes";
import { CHANGE_KINDS } from "../../../contracts/reminder-mark";
import { DEFAULT_PLAN, isPlan, PLAN_RULE } from "../../../contracts/reminder-plan";
import { DEFAULT_SMS_WORDING, SMS_WORDINGS } from "../../../contracts/sms-wording";
import { isTimeZone } from "../../../contracts/time-zone";
import { ENVIRONMENT_SETTINGS } from "./environment-settings";
import { FLOOD_SETTINGS } from "./flood-settings";
import { DOMAIN, MAILBOX, SENDER } from "./patterns";
import { PLATFORM_SETTINGS } from "./platform-settings";
import { choice, list, listOrAll, oneOf, optionalText, type Setting, text, trueOrFalse, wholeNumber } from "./setting";
import { SMS_SETTINGS } from "./sms-settings";

export const SETTINGS = {
  ...ENVIRONMENT_SETTINGS,
  emailDomain: text("example.com", {
    fits: (given) => DOMAIN.test(given),
    takes: "a domain name in lower case, such as clinic.org",
    description: "The domain that emails come from, as `noreply@<emailDomain>`.",
  }),
  emailIdentity: choice("created", ["created", "existing"], {
    description:
      "Whether the stack creates the domain's identity in SES or uses an existing one. A second environment with the same " +
      "domain must use the existing one.",
  }),
  timeZone: text("America/New_York", {
    // In the exact spelling of the IANA: EventBridge Scheduler is stricter than Node.
    fits: (given) => isTimeZone(given) && Temporal.Now.zonedDateTimeISO(given).timeZoneId === given,
    takes: "an IANA time zone with a region, such as America/New_York, or UTC",
    description: "The clinic's time zone, for the daily run and for appointments that name none.",
  }),
  schedule: text("09:00", {
    fits: (given) => /^([01]\d|2[0-3]):[0-5]\d$/.test(given),
    takes: "a time of day from 00:00 to 23:59",
    description: "When the daily run starts, in the time zone `timeZone`.",
  }),
  digestTime: text("07:00", {
    fits: (given) => given === "off" || /^([01]\d|2[0-3]):[0-5]\d$/.test(given),
    takes: "a time of day from 00:00 to 23:59, or off",
    description:
      "When the daily digest of what needs a person is published to the topic of the alarms, in the time zone `timeZone`; " +
      "`off` for never.",
  }),
  defaultCountry: text("US", {
    fits: isSupportedCountry,
    takes: "an ISO 3166-1 country code in capitals, such as US",
    description: "The country of phone numbers without a country code.",
  }),
  countries: listOrAll({
    max: getCountries().length,
    fits: isSupportedCountry,
    takes: "all, or ISO 3166-1 country codes in capitals, each once, separated by commas, such as US,CA",
    description:
      "The countries whose numbers are texted; patients with other numbers get an email. Territories have their own " +
      "codes: PR, GU and VI are not part of US, nor GG, JE and IM of GB.",
  }),
  clinics: optionalText({
    fits: (given) => /^[^\0\n]{1,500}\.json$/.test(given),
    takes: "the path of a JSON file, relative to the folder of the app",
    description:
      "The file of clinic profiles (docs/clinics.md). If omitted, the other settings describe the only clinic.",
  }),
  clinicMetrics: choice("auto", ["auto", "on", "off"], {
    description:
      "Whether clinics with profiles have metrics of their own, which cost up to 0.90 dollars a clinic and month. With " +
      "`auto` they do if there are 50 or fewer.",
  }),
  ...SMS_SETTINGS,
  fhirEvents: choice("off", FHIR_EVENTS, {
    description:
      "Whether outcomes and answers are also published as FHIR, to the same topic (docs/ehr.md). Before you switch it on, give " +
      "the subscriptions without a filter policy one.",
  }),
  senderAccounts: list({
    // An SQS policy has at most 50 principals and 8,192 bytes.
    max: 40,
    fits: (given) => SENDER.test(given),
    takes: "up to 40 account ids of 12 digits or ARNs of IAM roles or users, each once, separated by commas",
    description: "Other accounts, or their roles or users, that may send appointments to the queue.",
  }),
  alarmEmail: optionalText({
    fits: (given) => MAILBOX.test(given) && DOMAIN.test(given.slice(given.lastIndexOf("@") + 1)),
    takes: "an email address with its domain in lower case",
    description: "The address that gets the alarms, once it has confirmed the subscription. If omitted, no one does.",
  }),
  runbookUrl: text("docs/runbook.md", {
    fits: (given) => /^(?:https:\/\/)?(?!\w+:)[^\s#]{1,200}$/.test(given),
    takes: "an https address or a path, without spaces or #",
    description: "The address of the runbook; each alarm links its section.",
  }),
  oldestMessageMinutes: wholeNumber(60, {
    min: 5,
    max: 1440,
    description: "Minutes that a message may wait in a queue before an alarm goes off.",
  }),
  emptyRunDays: wholeNumber(1, {
    // An alarm evaluates at most seven days.
    min: 1,
    max: 6,
    description: "Consecutive days on which the daily run queues nothing before an alarm goes off.",
  }),
  fallbackAlarmPercent: wholeNumber(30, {
    min: 1,
    max: 100,
    description: "Percent of an hour's reminders that may go out as emails before an alarm goes off.",
  }),
  undeliveredAlarmPercent: wholeNumber(20, {
    min: 1,
    max: 100,
    description: "Percent of a day's accepted texts that may not be delivered before an alarm goes off.",
  }),
  optOutAlarmPercent: wholeNumber(3, {
    min: 1,
    max: 100,
    description: "Percent of a day's accepted texts that patients may answer with STOP before an alarm goes off.",
  }),
  replyWaitingHours: wholeNumber(24, {
    min: 1,
    max: 24 * 7,
    description: "Hours that an answer may wait for staff before an alarm goes off.",
  }),
  retainData: trueOrFalse(true, {
    description:
      "With `true`, tables, queues and their key are retained when the stack is deleted. `false` is for environments without " +
      "patients' data.",
  }),
  ...PLATFORM_SETTINGS,
  retentionDays: wholeNumber(90, {
    // A message can wait 14 days in each of the three queues. If its log item expired first, it would be sent again.
    min: 43,
    max: 3650,
    description: "Days that an item of the delivery log is kept.",
  }),
  catchUpDays: wholeNumber(7, {
    min: 1,
    max: 60,
    description: "How many days back the daily run looks for reminders that were not sent because of an outage.",
  }),
  producerRuns: oneOf(1, [1, 4, 16], {
    description:
      "How many runs share the daily run, each with its parts of a day; for more than a million reminders a day " +
      "(docs/scaling.md).",
  }),
  ...FLOOD_SETTINGS,
  reminderPlan: text(DEFAULT_PLAN, {
    fits: isPlan,
    takes: PLAN_RULE.replace("must be ", ""),
    description: "When patients are reminded, unless the clinic's profile or the appointment says otherwise.",
  }),
  changeTexts: list({
    max: CHANGE_KINDS.length,
    fits: (given) => CHANGE_KINDS.some((kind) => kind === given),
    takes: `${CHANGE_KINDS.join(", ")} or both, separated by commas`,
    description: "What patients are told besides reminders, unless the clinic's profile says otherwise.",
  }),
  smsWording: choice(DEFAULT_SMS_WORDING, SMS_WORDINGS, {
    description:
      "`keys` asks the patient to answer C or X, and `reply` to answer CONFIRM or CANCEL; `no-reply` asks for no answer.",
  }),
  sendWindow: text(DEFAULT_SEND_WINDOW, {
    fits: isSendWindow,
    takes: SEND_WINDOW_TAKES,
    description:
      "When patients may be texted, on the clock of the appointment's time zone: a text waits outside of these hours " +
      "(docs/clinics.md#quiet-hours). For clinics whose profile has none.",
  }),
  selfManagedOptOuts: choice("unstated", ["unstated", "true", "false"], {
    description:
      "Whether the number that texts come from has self-managed opt-outs. If not, AWS treats the reply CANCEL as an " +
      "opt-out from all texts, and synth warns about the wording `reply`; if unstated, synth reports it as INFO.",
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = {
  readonly [Name in SettingName]: (typeof SETTINGS)[Name] extends Setting<infer Value> ? Value : never;
};
