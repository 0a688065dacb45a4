/** The environment variables of the functions: CDK writes them, the functions read them. */

export const ENV = {
  /** The deployment's suffix, such as `dev`. */
  environment: "ENVIRONMENT",
  appointmentsTable: "APPOINTMENTS_TABLE_NAME",
  deliveryLogTable: "DELIVERY_LOG_TABLE_NAME",
  appointmentsQueue: "APPOINTMENTS_QUEUE_URL",
  emailQueue: "EMAIL_FALLBACK_QUEUE_URL",
  deadLetterQueue: "DEAD_LETTER_QUEUE_URL",
  topic: "NOTIFICATION_TOPIC_ARN",
  /** The address that emails come from. */
  emailSender: "EMAIL_SENDER",
  /** How SES sends the emails. */
  emailConfigurationSet: "EMAIL_CONFIGURATION_SET",
  /** IANA zone of the clinic. */
  timeZone: "CLINIC_TIME_ZONE",
  /** ISO 3166-1 alpha-2: the country of phone numbers without a country code. */
  defaultCountry: "DEFAULT_COUNTRY",
  /** `all`, or ISO 3166-1 alpha-2 codes with commas between them: the countries whose numbers are texted. */
  countries: "COUNTRIES",
  /** `reply` or `no-reply`: see `services/domain/content/sms-text.ts`. */
  smsWording: "SMS_WORDING",
  /** Minutes before the appointment at which a reminder that still waits for its carrier goes to the other channel. */
  channelSwitchMinutes: "CHANNEL_SWITCH_MINUTES",
  /** Message parts a second that all SMS consumers together may send. */
  smsPartsPerSecond: "SMS_PARTS_PER_SECOND",
  /** Texts a second that they may send, however short. */
  smsTextsPerSecond: "SMS_TEXTS_PER_SECOND",
  /** The table by which they keep to both. */
  smsRateLimitTable: "SMS_RATE_LIMIT_TABLE_NAME",
  /** The table that says which channels an operator has stopped. */
  sendingStopsTable: "SENDING_STOPS_TABLE_NAME",
  /** SMS consumers that run at the same time at most. */
  smsConsumers: "SMS_CONSUMERS",
  /** Seconds that a claim holds: longer than the function's time-out. */
  leaseSeconds: "LEASE_SECONDS",
  /** Days that a log item is kept. */
  retentionDays: "RETENTION_DAYS",
  /** Days back that the daily run looks for reminders that were missed. */
  catchUpDays: "CATCH_UP_DAYS",
} as const;

export type EnvironmentVariable = (typeof ENV)[keyof typeof ENV];

/** What every function needs. */
export const SHARED_ENVIRONMENT = [
  ENV.environment,
  ENV.deliveryLogTable,
  ENV.timeZone,
  ENV.defaultCountry,
  ENV.countries,
  ENV.retentionDays,
  ENV.topic,
] as const;
/** What both consumers need. */
export const CONSUMER_ENVIRONMENT = [
  ...SHARED_ENVIRONMENT,
  ENV.deadLetterQueue,
  ENV.leaseSeconds,
  ENV.sendingStopsTable,
] as const;

/** What each function needs; CDK gives it these and no more. */
export const FUNCTION_ENVIRONMENT = {
  producer: [...SHARED_ENVIRONMENT, ENV.appointmentsTable, ENV.appointmentsQueue, ENV.catchUpDays],
  sms: [
    ...CONSUMER_ENVIRONMENT,
    ENV.appointmentsQueue,
    ENV.emailQueue,
    ENV.smsPartsPerSecond,
    ENV.smsTextsPerSecond,
    ENV.smsRateLimitTable,
    ENV.smsConsumers,
    ENV.smsWording,
    ENV.channelSwitchMinutes,
  ],
  email: [
    ...CONSUMER_ENVIRONMENT,
    ENV.appointmentsQueue,
    ENV.emailQueue,
    ENV.emailSender,
    ENV.emailConfigurationSet,
    ENV.channelSwitchMinutes,
  ],
} as const satisfies Record<string, readonly EnvironmentVariable[]>;
