import { Duration } from "aws-cdk-lib";
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import { METRICS } from "../../../contracts/metrics";
import type { AlarmRule } from "./alarm-rule";
import type { PipelineMetrics } from "./pipeline-metrics";
import type { Watched } from "./watched";

/** Failed notifications that are too many, in percent of all that ended. */
const FAILURE_PERCENT = 5;

/** Notifications that must have ended before a rate says anything: below it, one failure would be an alarm. */
const MIN_VOLUME = 20;

/** Longer than all tries of one notification take. */
const RATE_PERIOD = Duration.hours(1);

/** A message that waits for the carrier's quota tries again after 16 minutes at the latest: each of these sees it. */
const QUOTA_PERIOD = Duration.minutes(20);
const QUOTA_PERIODS = 3;

/**
 * Failed tries that chance still explains. A single error is normal, and its message comes again after 6 minutes, or 3
 * for an email. A batch that fails, ten messages, is not: its second try is within the period, and makes it twenty.
 */
const MAX_RETRIES_BY_CHANCE = 10;
const RETRY_PERIOD = Duration.minutes(15);

/** `ops stop` and `ops start` emit one value a minute at most. */
const STOP_PERIOD = Duration.minutes(1);

/** What becomes of notifications. */
export function deliveryRules({ names, settings, metrics }: Watched): AlarmRule[] {
  const fallbackPercent = settings.fallbackAlarmPercent;
  return [
    {
      id: "DeliveryFailures",
      alarmName: names.deliveryFailureAlarm,
      meaning: `More than ${FAILURE_PERCENT} % of the last hour's notifications, of at least ${MIN_VOLUME}, failed for good: these patients got neither a text nor an email.`,
      metric: rate(metrics, "failed", ["sms", "email", "failed"], "Failed notifications, %"),
      above: FAILURE_PERCENT,
      silence: "fine",
    },
    {
      id: "FallbackRate",
      alarmName: names.fallbackRateAlarm,
      meaning: `More than ${fallbackPercent} % of the last hour's reminders, of at least ${MIN_VOLUME}, went out as emails: texts are refused or fail, and patients who do not read their email in time miss their reminder.`,
      metric: rate(metrics, "email", ["sms", "email"], "Reminders sent as emails, %"),
      above: fallbackPercent,
      silence: "fine",
    },
    {
      id: "RetriedMessages",
      alarmName: names.messagesRetriedAlarm,
      // The functions' errors do not show it: a function that reports which messages failed has not failed itself.
      meaning: `More than ${MAX_RETRIES_BY_CHANCE} texts or emails failed within ${RETRY_PERIOD.toMinutes()} minutes and are tried again. Unless it ends, patients get an email instead of their text after three tries (18 minutes), and where emails fail too they are not reminded: their messages end in the dead-letter queue.`,
      metric: metrics.count(METRICS.retried, RETRY_PERIOD),
      above: MAX_RETRIES_BY_CHANCE,
      silence: "fine",
    },
    {
      id: "CarrierThrottles",
      alarmName: names.carrierThrottleAlarm,
      // The age of the oldest message does not show it: what is put off comes back as a new message.
      meaning:
        "For an hour reminders were put off again and again because the account's quota for texts or emails was used up: patients are told late, and those whose appointment is near perhaps not at all.",
      metric: metrics.count(METRICS.postponed, QUOTA_PERIOD),
      above: 0,
      periods: QUOTA_PERIODS,
      silence: "fine",
    },
    {
      id: "CarrierConfiguration",
      alarmName: names.carrierConfigurationAlarm,
      meaning:
        "SNS or SES refuses to send to any patient: a permission is missing, sending is paused, or the sender is not verified; or the functions cannot read whether an operator has stopped sending. Reminders wait and use up no attempts. Until this is corrected, a reminder goes out by the other channel shortly before its appointment if that channel works; the other patients are not reminded.",
      metric: metrics.count(METRICS.blocked, Duration.minutes(5)),
      above: 0,
      silence: "fine",
    },
    {
      id: "SendingStopped",
      alarmName: names.sendingStoppedAlarm,
      meaning:
        "An operator has stopped texts, emails or both. Their reminders wait, and go out when an operator starts sending again; patients whose appointment begins before then are never reminded.",
      metric: metrics.highest(METRICS.sendingStopped, STOP_PERIOD, "Sending stopped"),
      above: 0,
      // It is emitted at the stop and at the start only.
      silence: "no-news",
    },
    {
      id: "RejectedMessages",
      alarmName: names.rejectedAlarm,
      meaning:
        "Appointments in the table, or messages on the queue, break the contract: these patients are not reminded before the booking system mends what it sends.",
      metric: metrics.count(METRICS.rejected, Duration.hours(1)),
      above: 0,
      silence: "fine",
    },
  ];
}

const COUNTS = { sms: METRICS.successful, email: METRICS.fallback, failed: METRICS.failed } as const;

/** What part of the whole was `part` within an hour, in percent; 0 where the whole is too small to tell. */
function rate(metrics: PipelineMetrics, part: keyof typeof COUNTS, whole: (keyof typeof COUNTS)[], label: string) {
  // The functions emit all three counts together. What counted nothing within the hour has no data: FILL makes it 0.
  const all = whole.map((id) => `FILL(${id}, 0)`).join(" + ");
  return new MathExpression({
    expression: `IF((${all}) >= ${MIN_VOLUME}, 100 * FILL(${part}, 0) / (${all}), 0)`,
    usingMetrics: Object.fromEntries(whole.map((id) => [id, metrics.count(COUNTS[id], RATE_PERIOD)])),
    label,
    period: RATE_PERIOD,
  });
}
