/** The environment variables of the functions: CDK writes them, the functions read them. */

export const ENV = {
  /** The environment's full name, such as `dev`. */
  environment: "ENVIRONMENT",
  appointmentsTable: "APPOINTMENTS_TABLE_NAME",
  deliveryLogTable: "DELIVERY_LOG_TABLE_NAME",
  appointmentsQueue: "APPOINTMENTS_QUEUE_URL",
  emailQueue: "EMAIL_FALLBACK_QUEUE_URL",
  deadLetterQueue: "DEAD_LETTER_QUEUE_URL",
  bookingsDeadLetterQueue: "BOOKINGS_DEAD_LETTER_QUEUE_URL",
  receiptsQueue: "RECEIPTS_QUEUE_URL",
  receiptsDeadLetterQueue: "RECEIPTS_DEAD_LETTER_QUEUE_URL",
  /** `index`, `context` or `off`: how the receipts of texts find their notifications, see `receipts/text-receipts.ts`. */
  textReceipts: "TEXT_RECEIPTS",
  topic: "NOTIFICATION_TOPIC_ARN",
  /** `on` if events are also published as FHIR, otherwise `off`. */
  fhirEvents: "FHIR_EVENTS",
  alarmTopic: "ALARM_TOPIC_ARN",
  /** The URLs of all dead-letter queues, separated by commas. */
  deadLetterQueues: "DEAD_LETTER_QUEUE_URLS",
  runbookUrl: "RUNBOOK_URL",
  /** The sender's address of the emails. */
  emailSender: "EMAIL_SENDER",
  /** The SES configuration set of the emails. */
  emailConfigurationSet: "EMAIL_CONFIGURATION_SET",
  /** IANA zone of the clinic. */
  timeZone: "CLINIC_TIME_ZONE",
  /** ISO 3166-1 alpha-2: the country of phone numbers without a country code. */
  defaultCountry: "DEFAULT_COUNTRY",
  /** `all`, or ISO 3166-1 alpha-2 codes separated by commas: the countries whose numbers are texted. */
  countries: "COUNTRIES",
  /** The digest of the clinic profiles in the function's bundle; `none` if there are none. */
  clinics: "CLINICS",
  /** `on` if outcomes are also counted by clinic, otherwise `off`. */
  clinicMetrics: "CLINIC_METRICS",
  /** `reply` or `no-reply`: see `services/domain/content/sms-text.ts`. */
  smsWording: "SMS_WORDING",
  /** `always`, or hours such as `09:00-20:00`: see `send-window.ts`. */
  sendWindow: "SEND_WINDOW",
  /** When patients are reminded, see `contracts/reminder-plan.ts`. */
  reminderPlan: "REMINDER_PLAN",
  /** `none`, or `moved`, `cancelled` or both, separated by a comma: what patients are told besides reminders. */
  changeTexts: "CHANGE_TEXTS",
  /** Minutes before the appointment at which a reminder that is still waiting for its carrier switches channels. */
  channelSwitchMinutes: "CHANNEL_SWITCH_MINUTES",
  /** `sns` or `end-user-messaging`: see `contracts/texts/sms-carrier.ts`. */
  smsCarrier: "SMS_CARRIER",
  /** The End User Messaging configuration set of the texts; `none` with another carrier. */
  smsConfigurationSet: "SMS_CONFIGURATION_SET",
  /** Message parts a second that all SMS consumers together may send. */
  smsPartsPerSecond: "SMS_PARTS_PER_SECOND",
  /** Texts a second that they may send, of any length. */
  smsTextsPerSecond: "SMS_TEXTS_PER_SECOND",
  /** The table by which they keep to both. */
  smsRateLimitTable: "SMS_RATE_LIMIT_TABLE_NAME",
  /** The table that says which channels an operator has stopped. */
  sendingStopsTable: "SENDING_STOPS_TABLE_NAME",
  /** The maximum number of SMS consumers that run at the same time. */
  smsConsumers: "SMS_CONSUMERS",
  /** The table of patients' answers. */
  repliesTable: "REPLIES_TABLE_NAME",
  repliesDeadLetterQueue: "REPLIES_DEAD_LETTER_QUEUE_URL",
  /** The secret by which phone numbers are hashed, so that an answer finds the reminders of its phone. */
  phoneDigestKey: "PHONE_DIGEST_KEY",
  /** `true` if the number has self-managed opt-outs: then nobody else answers STOP and HELP. */
  selfManagedOptOuts: "SELF_MANAGED_OPT_OUTS",
  /** The name of the opt-out list of the numbers that texts come from. */
  smsOptOutList: "SMS_OPT_OUT_LIST",
  /** Seconds until a claim expires: longer than the function's time-out. */
  leaseSeconds: "LEASE_SECONDS",
  /** Days for which a log item is kept. */
  retentionDays: "RETENTION_DAYS",
  /** How many days back the daily run looks for missed reminders. */
  catchUpDays: "CATCH_UP_DAYS",
  /** How many runs share a daily run: 1, 4 or 16. */
  producerRuns: "PRODUCER_RUNS",
  /** `off`, or how many times the usual reminders of a daily run, and texts of a day, are allowed: see `usual-volume.ts`. */
  floodFactor: "FLOOD_FACTOR",
  /** So many reminders of a daily run, and texts of a day, are always allowed. */
  floodMinimum: "FLOOD_MINIMUM",
  /** `off`, or the texts that a phone may get a day. */
  maxTextsPerPhone: "MAX_TEXTS_PER_PHONE",
} as const;

export type EnvironmentVariable = (typeof ENV)[keyof typeof ENV];

/** Settings for what a clinic's profile leaves out. */
export const CLINIC_DEFAULTS = [
  ENV.timeZone,
  ENV.defaultCountry,
  ENV.countries,
  ENV.smsWording,
  ENV.reminderPlan,
  ENV.sendWindow,
] as const;

const EVENTS = [ENV.topic, ENV.fhirEvents] as const;
const RATE = [ENV.smsPartsPerSecond, ENV.smsTextsPerSecond] as const;
const FLOODS = [ENV.floodFactor, ENV.floodMinimum] as const;
/** Variables of every function. */
export const SHARED_ENVIRONMENT = [
  ENV.environment,
  ENV.deliveryLogTable,
  ...CLINIC_DEFAULTS,
  ENV.clinics,
  ENV.retentionDays,
  ...EVENTS,
] as const;
const DIGEST_SOURCES = [ENV.deliveryLogTable, ENV.appointmentsTable, ENV.repliesTable, ENV.deadLetterQueues] as const;
/** Variables of both consumers. */
export const CONSUMER_ENVIRONMENT = [
  ...SHARED_ENVIRONMENT,
  ENV.appointmentsTable,
  ENV.clinicMetrics,
  ENV.deadLetterQueue,
  ENV.leaseSeconds,
  ENV.sendingStopsTable,
] as const;

/** Variables of each function: CDK sets these and no others. */
export const FUNCTION_ENVIRONMENT = {
  producer: [
    ...SHARED_ENVIRONMENT,
    ENV.appointmentsTable,
    ENV.appointmentsQueue,
    ENV.catchUpDays,
    ENV.producerRuns,
    ...FLOODS,
    ...RATE,
    ENV.repliesTable,
  ],
  sms: [
    ...CONSUMER_ENVIRONMENT,
    ENV.appointmentsQueue,
    ENV.emailQueue,
    ENV.smsCarrier,
    ENV.smsConfigurationSet,
    ...RATE,
    ENV.smsRateLimitTable,
    ENV.smsConsumers,
    ENV.channelSwitchMinutes,
    ENV.textReceipts,
    ...FLOODS,
    ENV.maxTextsPerPhone,
    ENV.phoneDigestKey,
  ],
  email: [
    ...CONSUMER_ENVIRONMENT,
    ENV.appointmentsQueue,
    ENV.emailQueue,
    ENV.emailSender,
    ENV.emailConfigurationSet,
    ENV.channelSwitchMinutes,
  ],
  bookings: [
    ENV.environment,
    ENV.appointmentsTable,
    ENV.deliveryLogTable,
    ENV.appointmentsQueue,
    ENV.bookingsDeadLetterQueue,
    ENV.changeTexts,
    ...CLINIC_DEFAULTS,
    ENV.clinics,
  ],
  collector: [ENV.environment, ENV.receiptsQueue],
  digest: [ENV.environment, ENV.timeZone, ...DIGEST_SOURCES, ENV.alarmTopic, ENV.runbookUrl],
  receipts: [
    ENV.environment,
    ENV.appointmentsQueue,
    ENV.deliveryLogTable,
    ENV.timeZone,
    ENV.retentionDays,
    ...EVENTS,
    ENV.emailQueue,
    ENV.receiptsDeadLetterQueue,
  ],
  replies: [
    ENV.environment,
    ENV.appointmentsTable,
    ENV.deliveryLogTable,
    ENV.repliesTable,
    ...EVENTS,
    ...CLINIC_DEFAULTS,
    ENV.clinics,
    ENV.retentionDays,
    ENV.repliesDeadLetterQueue,
    ENV.phoneDigestKey,
    ENV.selfManagedOptOuts,
    ENV.smsOptOutList,
    ENV.smsCarrier,
    ENV.smsConfigurationSet,
    ...RATE,
    ENV.smsRateLimitTable,
    ENV.smsConsumers,
    ENV.sendingStopsTable,
  ],
} as const satisfies Record<string, readonly EnvironmentVariable[]>;
