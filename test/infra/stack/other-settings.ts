/** Settings that differ from the defaults, in one template for all tests of what a setting changes: a template takes 0.2 s. */
import type { Settings } from "../../../infra/stack/settings/settings";

export const OTHERS = {
  alarmEmail: "oncall@clinic.org",
  catchUpDays: 3,
  digestTime: "06:15",
  emailDomain: "clinic.org",
  emptyRunDays: 2,
  fallbackAlarmPercent: 60,
  fhirEvents: "on",
  logRetentionDays: 7,
  oldestMessageMinutes: 5,
  optOutAlarmPercent: 10,
  producerRuns: 16,
  replyWaitingHours: 4,
  reserveConcurrency: true,
  runbookUrl: "https://wiki.clinic.org/reminders",
  schedule: "17:05",
  senderAccounts: ["123456789012", "arn:aws:iam::210987654321:role/booking"],
  smsConcurrency: 10,
  smsMonthlySpendLimit: 500,
  smsPartsPerSecond: 90,
  smsResources: ["phone-number/phone-0123456789abcdef", "pool/pool-1", "sender-id/CLINIC/GB", "opt-out-list/Default"],
  smsTextsPerSecond: 50,
  smsWording: "no-reply",
  tags: { CostCentre: "42", team: "reminders" },
  timeZone: "Europe/Berlin",
  undeliveredAlarmPercent: 40,
} as const satisfies Partial<Settings>;

/** With the resources of the account's SMS settings. */
export const OTHERS_MANAGED = {
  ...OTHERS,
  retentionDays: 365,
  smsAccountSettings: "managed",
  smsSuccessSampling: 10,
} as const satisfies Partial<Settings>;
