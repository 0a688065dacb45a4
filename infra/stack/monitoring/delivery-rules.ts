import { Duration } from "aws-cdk-lib";
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import { METRICS } from "../../../contracts/metrics";
import type { AlarmRule } from "./alarm-rule";
import type { PipelineMetrics } from "./pipeline-metrics";
import type { Watched } from "./watched";

/** Failed notifications, in percent of all notifications that ended, above which the alarm goes off. */
const FAILURE_PERCENT = 5;

/** Notifications that must have ended before a rate is meaningful: with fewer, one failure would raise the alarm. */
const MIN_VOLUME = 20;

/** Longer than all attempts of one notification take. */
const RATE_PERIOD = Duration.hours(1);

/** A message that waits for the carrier's quota is retried within 16 minutes, so that it is counted in each period. */
const QUOTA_PERIOD = Duration.minutes(20);
const QUOTA_PERIODS = 3;

/**
 * Failed attempts that are normal within the period. A single message that fails is retried after 6 minutes, or 3 for an
 * email, and stays below. A batch of ten that fails is over the threshold with its second attempt, which is within the
 * period: twenty.
 */
const RETRY_THRESHOLD = 10;
const RETRY_PERIOD = Duration.minutes(15);

/** `ops stop` and `ops start` emit one value a minute at most. */
const STOP_PERIOD = Duration.minutes(1);

/** The outcomes of notifications, and what delays them. */
export function deliveryRules({ names, settings, metrics }: Watched): AlarmRule[] {
  const fallbackPercent = settings.fallbackAlarmPercent;
  return [
    {
      id: "DeliveryFailures",
      alarmName: names.deliveryFailureAlarm,
      description: `More than ${FAILURE_PERCENT} % of the last hour's notifications, of at least ${MIN_VOLUME}, failed permanently: these patients got neither a text nor an email.`,
      metric: rate(metrics, "failed", ["sms", "email", "failed"], "Failed notifications, %"),
      threshold: FAILURE_PERCENT,
      missingData: "notBreaching",
    },
    {
      id: "FallbackRate",
      alarmName: names.fallbackRateAlarm,
      description: `More than ${fallbackPercent} % of the last hour's reminders, of at least ${MIN_VOLUME}, went out as emails: texts are refused or fail, and patients who do not read their email in time miss the reminder.`,
      metric: rate(metrics, "email", ["sms", "email"], "Reminders sent as emails, %"),
      threshold: fallbackPercent,
      missingData: "notBreaching",
    },
    {
      id: "RetriedMessages",
      alarmName: names.messagesRetriedAlarm,
      // The functions' errors do not show this: a function that reports which messages failed has not failed itself.
      description: `More than ${RETRY_THRESHOLD} texts or emails failed within ${RETRY_PERIOD.toMinutes()} minutes and are retried. If this continues, patients get an email instead of a text after three attempts (18 minutes); if emails fail too, they are not reminded, and their messages are moved to the dead-letter queue.`,
      metric: metrics.count(METRICS.retried, RETRY_PERIOD),
      threshold: RETRY_THRESHOLD,
      missingData: "notBreaching",
    },
    {
      id: "CarrierThrottles",
      alarmName: names.carrierThrottleAlarm,
      // The age of the oldest message does not show this: a postponed reminder comes back as a new message.
      description:
        "For an hour reminders have been postponed because the account's quota for texts or emails is used up: patients are reminded late, and those whose appointment is near may not be reminded at all.",
      metric: metrics.count(METRICS.postponed, QUOTA_PERIOD),
      threshold: 0,
      evaluationPeriods: QUOTA_PERIODS,
      missingData: "notBreaching",
    },
    {
      id: "CarrierConfiguration",
      alarmName: names.carrierConfigurationAlarm,
      description:
        "The SMS carrier or SES refuses to send to any patient: a permission is missing, sending is paused, or the sender is not verified; or the functions cannot read whether an operator has stopped sending, or the appointment. Reminders wait and use up no attempts. Until the fault is corrected, a reminder goes out by the other channel shortly before its appointment if that channel works; the other patients are not reminded.",
      metric: metrics.count(METRICS.blocked, Duration.minutes(5)),
      threshold: 0,
      missingData: "notBreaching",
    },
    {
      id: "SendingStopped",
      alarmName: names.sendingStoppedAlarm,
      description:
        "An operator has stopped texts, emails or both, for all clinics or for some. Their reminders wait, and go out when an operator starts sending again; patients whose appointment starts before then are never reminded.",
      metric: metrics.highest(METRICS.sendingStopped, STOP_PERIOD, "Sending stopped"),
      threshold: 0,
      // It is emitted only when sending is stopped or started.
      missingData: "ignore",
    },
    {
      id: "RejectedMessages",
      alarmName: names.rejectedAlarm,
      description:
        "Appointments in the table or messages on the queue break the contract: these patients are not reminded until the booking system corrects its data.",
      metric: metrics.count(METRICS.rejected, Duration.hours(1)),
      threshold: 0,
      missingData: "notBreaching",
    },
  ];
}

const COUNTS = { sms: METRICS.successful, email: METRICS.fallback, failed: METRICS.failed } as const;

/** The share of `part` in `whole` within an hour, in percent; 0 if fewer than {@link MIN_VOLUME} ended. */
function rate(metrics: PipelineMetrics, part: keyof typeof COUNTS, whole: (keyof typeof COUNTS)[], label: string) {
  // A metric that counted nothing within the hour has no data: FILL makes it 0.
  const all = whole.map((id) => `FILL(${id}, 0)`).join(" + ");
  return new MathExpression({
    expression: `IF((${all}) >= ${MIN_VOLUME}, 100 * FILL(${part}, 0) / (${all}), 0)`,
    usingMetrics: Object.fromEntries(whole.map((id) => [id, metrics.count(COUNTS[id], RATE_PERIOD)])),
    label,
    period: RATE_PERIOD,
  });
}
