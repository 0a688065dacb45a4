/** Names of the deployed resources, also for other systems and operators. */

/** An environment's own name: no hyphen, because the names of resources have them. */
export const ENVIRONMENT = /^[a-z0-9]{1,20}$/;

/** What all names of an environment may begin with: words of letters and digits, with single hyphens between them. */
export const NAME_PREFIX = /^(?=.{1,20}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/**
 * The maximum length of an environment's full name: with it, the longest name of a function has the 64 characters that
 * Lambda takes ("FunctionName", CreateFunction, AWS Lambda API Reference).
 */
export const MAX_ENVIRONMENT_NAME = 29;

/** Without prefix and environment. No name ends with the whole of another of its kind, so that no prefix makes two equal. */
const BASE_NAMES = {
  appointmentsQueue: "healthcare-appointments",
  emailQueue: "healthcare-email-fallback",
  bookingsQueue: "healthcare-bookings",
  bookingsDeadLetterQueue: "healthcare-bookings-dlq",
  receiptsQueue: "healthcare-delivery-receipts",
  receiptsDeadLetterQueue: "healthcare-delivery-receipts-dlq",
  repliesQueue: "healthcare-replies",
  repliesDeadLetterQueue: "healthcare-replies-dlq",
  receiptCollectorDeadLetterQueue: "sms-receipt-collector-dlq",
  deadLetterQueue: "healthcare-appointments-dlq",
  appointmentsTable: "healthcare-appointments",
  deliveryLogTable: "notification-delivery-logs",
  smsRateLimitTable: "sms-rate-limit",
  repliesTable: "sms-replies",
  sendingStopsTable: "sending-stops",
  operatorActsTable: "operator-acts",
  topic: "healthcare-appointment-notifications",
  repliesTopic: "healthcare-sms-replies",
  receiptsTopic: "healthcare-delivery-events",
  alarmTopic: "healthcare-appointment-alarms",
  dailyRunDeadLetterQueue: "daily-notification-dlq",
  phoneDigestSecret: "healthcare-phone-digest",
  smsConfigurationSet: "healthcare-appointment-texts",
  emailConfigurationSet: "healthcare-appointment-emails",
  keyAlias: "alias/healthcare-appointments",
  dashboard: "healthcare-appointments",
  schedule: "daily-notification-trigger",
  sweepSchedule: "reminder-sweep",
  digestSchedule: "daily-digest",
  producer: "appointment-notification-producer",
  smsConsumer: "appointment-notification-processor",
  emailConsumer: "appointment-notification-email",
  bookingsConsumer: "appointment-bookings",
  receiptsConsumer: "appointment-notification-receipts",
  repliesConsumer: "appointment-replies",
  receiptCollector: "sms-receipt-collector",
  digest: "daily-digest",
  smsAccountSettings: "sms-account-settings",
  deliveryFailureAlarm: "notification-delivery-failure-alarm",
  fallbackRateAlarm: "notification-fallback-rate-alarm",
  processorErrorAlarm: "lambda-processor-error-alarm",
  emailErrorAlarm: "lambda-email-error-alarm",
  bookingsErrorAlarm: "lambda-bookings-error-alarm",
  receiptsErrorAlarm: "lambda-receipts-error-alarm",
  messagesRetriedAlarm: "messages-retried-alarm",
  functionThrottleAlarm: "lambda-throttle-alarm",
  carrierThrottleAlarm: "carrier-throttle-alarm",
  carrierConfigurationAlarm: "carrier-configuration-alarm",
  sendingStoppedAlarm: "sending-stopped-alarm",
  floodHeldAlarm: "flood-held-alarm",
  dailyRunErrorAlarm: "daily-run-error-alarm",
  dailyRunMissingAlarm: "daily-run-missing-alarm",
  dailyRunEmptyAlarm: "daily-run-queued-nothing-alarm",
  dailyRunDeadLetterAlarm: "daily-run-dlq-not-empty-alarm",
  sweepMissingAlarm: "reminder-sweep-missing-alarm",
  digestMissingAlarm: "daily-digest-missing-alarm",
  deadLetterAlarm: "appointments-dlq-not-empty-alarm",
  bookingsDeadLetterAlarm: "bookings-dlq-not-empty-alarm",
  receiptsDeadLetterAlarm: "receipts-dlq-not-empty-alarm",
  receiptCollectorAlarm: "receipt-collector-failure-alarm",
  rejectedAlarm: "appointments-rejected-alarm",
  appointmentsAgeAlarm: "appointments-queue-age-alarm",
  emailAgeAlarm: "email-fallback-queue-age-alarm",
  bookingsAgeAlarm: "bookings-queue-age-alarm",
  receiptsAgeAlarm: "receipts-queue-age-alarm",
  undeliveredRateAlarm: "undelivered-rate-alarm",
  receiptConfigurationAlarm: "receipt-configuration-alarm",
  repliesErrorAlarm: "lambda-replies-error-alarm",
  repliesDeadLetterAlarm: "replies-dlq-not-empty-alarm",
  repliesAgeAlarm: "replies-queue-age-alarm",
  waitingRepliesAlarm: "replies-waiting-alarm",
  optOutRateAlarm: "opt-out-rate-alarm",
  smsSpendAlarm: "sms-spend-alarm",
} as const;

export type ResourceNames = Readonly<Record<keyof typeof BASE_NAMES, string>>;

/** What the full name of an environment is made of. */
interface NameParts {
  /** Such as `prod`. */
  readonly environment: string;
  /** Such as `acme`; "" for none. */
  readonly namePrefix: string;
}

/** The full name of an environment, which all names are made of: `prod` or, with a prefix, `acme-prod`. */
export function environmentName({ environment, namePrefix }: NameParts): string {
  return namePrefix === "" ? environment : `${namePrefix}-${environment}`;
}

/** Whether a text is the full name of an environment. */
export function isEnvironmentName(text: string): boolean {
  const { namePrefix, environment } = partsOf(text);
  const hasParts = ENVIRONMENT.test(environment) && (text === environment || NAME_PREFIX.test(namePrefix));
  return hasParts && text.length <= MAX_ENVIRONMENT_NAME;
}

/**
 * The names of an environment's resources, such as `acme-healthcare-appointments-prod`.
 * @param fullName of the environment, such as `acme-prod`
 */
export function resourceNames(fullName: string): ResourceNames {
  const entries = Object.entries(BASE_NAMES).map(([resource, base]) => [resource, nameIn(fullName, base)]);
  return Object.fromEntries(entries) as ResourceNames;
}

/**
 * A name without its environment and prefix, such as the heading of an alarm's section in the runbook.
 * @param fullName of the environment
 * @param name of one of its resources
 */
export function baseName(fullName: string, name: string): string {
  const { namePrefix, environment } = partsOf(fullName);
  return name.slice(namePrefix === "" ? 0 : namePrefix.length + 1, -environment.length - 1);
}

function nameIn(fullName: string, base: string): string {
  const { namePrefix, environment } = partsOf(fullName);
  const start = namePrefix === "" ? "" : `${namePrefix}-`;
  // An alias begins with `alias/`.
  const own = base.lastIndexOf("/") + 1;
  return `${base.slice(0, own)}${start}${base.slice(own)}-${environment}`;
}

/** A prefix may have hyphens, and an environment's own name has none. */
function partsOf(fullName: string): NameParts {
  const end = fullName.lastIndexOf("-");
  return { namePrefix: fullName.slice(0, Math.max(end, 0)), environment: fullName.slice(end + 1) };
}
