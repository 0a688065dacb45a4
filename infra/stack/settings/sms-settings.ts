/** The settings of texts: who sends them, how fast, and what of the account's own settings is managed. */
import { SMS_CARRIERS } from "../../../contracts/texts/sms-carrier";
import { OPT_OUT_LIST, SMS_RESOURCE } from "./patterns";
import { choice, list, text, wholeNumber, wholeNumberOrAuto } from "./setting";

export const SMS_SETTINGS = {
  smsCarrier: choice("sns", SMS_CARRIERS, {
    description:
      "Who sends the texts: Amazon SNS, or AWS End User Messaging SMS, whose receipts every environment of an account can " +
      "have, and which allows one text per second until AWS has raised that quota (docs/carriers.md).",
  }),
  smsPartsPerSecond: wholeNumber(20, {
    min: 1,
    max: 1000,
    description: "SMS parts per second that the account may send; the consumers share this rate.",
  }),
  smsTextsPerSecond: wholeNumber(20, {
    min: 1,
    max: 1000,
    description:
      "Texts per second, of any length, that the account may send by its carrier. By SNS, more than 50 have no effect: " +
      "each number is checked for an opt-out first, and SNS answers 50 of these calls per second. With " +
      "`smsCarrier=end-user-messaging` there is no such check, and the account's quota of SendTextMessage is the maximum.",
  }),
  smsConcurrency: wholeNumberOrAuto({
    min: 2,
    max: 50,
    description: "Maximum number of batches of texts that are sent concurrently. `auto` derives it from the rate.",
  }),
  channelSwitchMinutes: wholeNumber(120, {
    // A reminder that waits is retried at least every 15 minutes.
    min: 30,
    max: 1440,
    description:
      "Minutes before the appointment at which a reminder that still waits switches channel, if it waits for the carrier's " +
      "quota or for a configuration fault to be corrected: a text goes by email, if there is a usable address; an email " +
      "that went first because the phone is a fixed line goes by text.",
  }),
  smsAccountSettings: choice("untouched", ["untouched", "managed"], {
    description:
      "With `managed`, this environment sets the SMS settings of the whole account in its region: delivery logs, their " +
      "sampling rate, transactional texts, the monthly spend limit. At most one environment per account and region.",
  }),
  smsMonthlySpendLimit: wholeNumber(1, {
    min: 1,
    max: 1_000_000,
    description:
      "US dollars per month that the account may spend on texts: an alarm goes off above 80 %. With " +
      "`smsAccountSettings=managed` it is also set in the account, up to the quota that AWS has granted.",
  }),
  smsSuccessSampling: wholeNumber(100, {
    min: 0,
    max: 100,
    description: "Percent of the delivered texts that SNS logs, if `smsAccountSettings` is `managed`.",
  }),
  smsResources: list({
    max: 20,
    fits: (given) => SMS_RESOURCE.test(given),
    takes:
      "up to 20 numbers, pools, sender ids or opt-out lists, by the ends of their ARNs, such as " +
      "phone-number/phone-0123456789abcdef or opt-out-list/Default, each once, separated by commas",
    description:
      "The resources that SNS may use to send texts: the stack replaces the resource policy of each with one that allows " +
      "SNS. At most one environment per account.",
  }),
  smsOptOutList: text("Default", {
    fits: (given) => OPT_OUT_LIST.test(given),
    takes: "1 to 64 letters, digits, hyphens and underscores",
    description:
      "The opt-out list of the numbers that texts come from: a phone whose patient answers STOP is put on it, and one whose " +
      "patient answers START is taken off it.",
  }),
} as const;
