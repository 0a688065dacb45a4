/**
 * The settings of a deployment, declared once. They are read from CDK context: `cdk deploy -c emailDomain=clinic.org`,
 * or the `context` of cdk.json.
 */
import { getCountries, isSupportedCountry } from "libphonenumber-js/min";
import { Temporal } from "temporal-polyfill";
import { SMS_WORDINGS } from "../../../contracts/sms-wording";
import { isTimeZone } from "../../../contracts/time-zone";
import { choice, list, listOrAll, optionalText, type Setting, text, wholeNumber, wholeNumberOrAuto } from "./setting";

/** A domain in lower case: IAM compares the sender's address letter by letter. */
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** Before the @: words with single dots between them. */
const MAILBOX = /^(?=[^@]{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[^@]+$/;

/** An account, or a role or user of it. */
const SENDER = /^(?:\d{12}|arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]{1,128})$/;

/**
 * The end of the ARN of a number, pool, sender id or opt-out list: "Actions, resources, and condition keys for AWS End User
 * Messaging SMS and Voice V2", Service Authorization Reference.
 */
const SMS_RESOURCE = /^(?:(?:phone-number|pool|opt-out-list)\/[\w-]{1,64}|sender-id\/[\w-]{1,11}\/[A-Z]{2})$/;

export const SETTINGS = {
  environmentSuffix: text("dev", {
    // No hyphen: "dlq-dev" would give its appointments queue the name of dev's dead-letter queue.
    fits: (given) => /^[a-z0-9]{1,20}$/.test(given),
    takes: "1 to 20 lower-case letters and digits",
    description: "Ends the name of every resource, so that environments fit in one account side by side.",
  }),
  emailDomain: text("example.com", {
    fits: (given) => DOMAIN.test(given),
    takes: "a domain name in lower case, such as clinic.org",
    description: "The domain whose address `noreply@<emailDomain>` sends the emails.",
  }),
  emailIdentity: choice("created", ["created", "existing"], {
    description:
      "Whether the stack creates the domain's identity in SES, or uses one that the account has already, as a second " +
      "environment with the same domain must.",
  }),
  timeZone: text("America/New_York", {
    // In the spelling of the IANA: the scheduler is stricter than Node.
    fits: (given) => isTimeZone(given) && Temporal.Now.zonedDateTimeISO(given).timeZoneId === given,
    takes: "an IANA time zone with a region, such as America/New_York, or UTC",
    description: "The clinic's time zone: of the daily run, and of appointments that name none.",
  }),
  schedule: text("09:00", {
    fits: (given) => /^([01]\d|2[0-3]):[0-5]\d$/.test(given),
    takes: "a time of day from 00:00 to 23:59",
    description: "When the daily run starts, on the clock of `timeZone`.",
  }),
  defaultCountry: text("US", {
    fits: isSupportedCountry,
    takes: "an ISO 3166-1 country code in capitals, such as US",
    description: "Where a phone number without a country code is.",
  }),
  countries: listOrAll({
    max: getCountries().length,
    fits: isSupportedCountry,
    takes: "all, or ISO 3166-1 country codes in capitals, each once, separated by commas, such as US,CA",
    description:
      "The countries whose numbers are texted; patients with other numbers get an email. Territories " +
      "have codes of their own, such as PR, GU and VI beside US, or GG, JE and IM beside GB.",
  }),
  smsPartsPerSecond: wholeNumber(20, {
    min: 1,
    max: 1000,
    description: "SMS parts a second that the account may send; the consumers share it.",
  }),
  smsTextsPerSecond: wholeNumber(20, {
    min: 1,
    max: 1000,
    description:
      "Texts a second, however short, that the account may send by SNS. More than 50 bring nothing: of each number SNS " +
      "is asked whether it has opted out, and answers 50 a second.",
  }),
  smsConcurrency: wholeNumberOrAuto({
    min: 2,
    max: 50,
    description: "Batches of texts that are worked at the same time at most. `auto` derives it from the rate.",
  }),
  channelSwitchMinutes: wholeNumber(120, {
    // A reminder that waits comes back every 15 minutes at the latest.
    min: 30,
    max: 1440,
    description:
      "Minutes before the appointment at which a reminder that still waits for the carrier's quota, or for a fault of the " +
      "configuration to be corrected, goes to the other channel: a text by email, if there is a usable address, and an " +
      "email that went first because the phone is a fixed line, by text.",
  }),
  smsAccountSettings: choice("untouched", ["untouched", "managed"], {
    description:
      "`managed` has this environment set the SMS settings of the whole account in its region: delivery logs, their " +
      "sampling rate, transactional texts, the monthly spend limit. One environment of an account at most.",
  }),
  smsMonthlySpendLimit: wholeNumber(1, {
    min: 1,
    max: 1_000_000,
    description:
      "US dollars a month that the account may spend on texts: an alarm tells of 80 % of it. It is also set where " +
      "`smsAccountSettings` is `managed`, up to the quota that AWS has granted.",
  }),
  smsSuccessSampling: wholeNumber(100, {
    min: 0,
    max: 100,
    description: "Percent of the delivered texts that are logged, where `smsAccountSettings` is `managed`.",
  }),
  smsResources: list({
    max: 20,
    fits: (given) => SMS_RESOURCE.test(given),
    takes:
      "up to 20 numbers, pools, sender ids or opt-out lists, by the ends of their ARNs, such as " +
      "phone-number/phone-0123456789abcdef or opt-out-list/Default, each once, separated by commas",
    description:
      "The resources that SNS may use to send texts: the stack replaces the resource policy of each by one that admits SNS. " +
      "One environment of an account at most.",
  }),
  senderAccounts: list({
    // A policy of SQS names 50 principals at most, and has 8,192 bytes at most.
    max: 40,
    fits: (given) => SENDER.test(given),
    takes: "up to 40 account ids of 12 digits or ARNs of IAM roles or users, each once, separated by commas",
    description: "Other accounts, or roles or users of them, that may send appointments to the queue.",
  }),
  alarmEmail: optionalText({
    fits: (given) => MAILBOX.test(given) && DOMAIN.test(given.slice(given.lastIndexOf("@") + 1)),
    takes: "an email address with its domain in lower case",
    description: "Who is told of alarms, once the address has confirmed the subscription. None where left out.",
  }),
  runbookUrl: text("docs/runbook.md", {
    fits: (given) => /^(?:https:\/\/)?(?!\w+:)[^\s#]{1,200}$/.test(given),
    takes: "an https address or a path, without spaces or #",
    description: "Where whoever is on call reads the runbook; the alarms link its sections.",
  }),
  oldestMessageMinutes: wholeNumber(60, {
    min: 5,
    max: 1440,
    description: "Minutes that a message may wait in a queue before an alarm tells of it.",
  }),
  emptyRunDays: wholeNumber(1, {
    // An alarm looks back seven days at most.
    min: 1,
    max: 6,
    description: "Days in a row on which the daily run may queue nothing before an alarm tells of it.",
  }),
  fallbackAlarmPercent: wholeNumber(30, {
    min: 1,
    max: 100,
    description: "Percent of an hour's reminders that may go out as emails before an alarm tells of it.",
  }),
  retainData: choice("true", ["true", "false"], {
    description:
      "`true` protects tables, queues and their key from deletion, and keeps them when the stack is deleted. `false` " +
      "is for environments without patients' data.",
  }),
  retentionDays: wholeNumber(90, {
    // A message can wait 14 days in each of the three queues; its log item must outlive it, or it would be sent again.
    min: 43,
    max: 3650,
    description: "Days that an item of the delivery log is kept.",
  }),
  catchUpDays: wholeNumber(7, {
    min: 1,
    max: 60,
    description: "Days back that the daily run looks for reminders that an outage left unsent.",
  }),
  smsWording: choice("reply", SMS_WORDINGS, {
    description: "`reply` asks the patient to answer CONFIRM or CANCEL; `no-reply` asks for no answer.",
  }),
  selfManagedOptOuts: choice("unstated", ["unstated", "true", "false"], {
    description:
      "Whether the number that texts come from has self-managed opt-outs. Where it has not, AWS takes the answer " +
      "CANCEL as an opt-out from all texts, and synth warns of the wording `reply`; unstated, it points it out.",
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = {
  readonly [Name in SettingName]: (typeof SETTINGS)[Name] extends Setting<infer Value> ? Value : never;
};
