import { Duration } from "aws-cdk-lib";
import { ComparisonOperator, MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import { METRICS, type MetricName } from "../../../contracts/metrics";
import type { AlarmRule } from "./alarm-rule";
import { functionErrors } from "./function-rules";
import type { PipelineMetrics } from "./pipeline-metrics";
import type { Watched } from "./watched";

const HOUR = Duration.hours(1);
const QUARTER = Duration.minutes(15);

/** While something is held, each sweep counts it: one every 15 minutes. */
const FLOOD_PERIOD = Duration.minutes(20);

/** Hours added to whole days: a day has 25 hours when daylight saving time ends, and a run takes some time. */
const GRACE_HOURS = 2;

/**
 * The daily run: it ran, it completed without an error, and it found reminders to queue. The sweep and the daily digest: they
 * ran.
 */
export function dailyRunRules({ names, settings, metrics, functions }: Watched): AlarmRule[] {
  const dayHours = 24 + GRACE_HOURS;
  const { emptyRunDays } = settings;
  const days = emptyRunDays === 1 ? "a day" : `${emptyRunDays} days`;
  return [
    {
      id: "producerErrors",
      alarmName: names.dailyRunErrorAlarm,
      description:
        "A daily run or a sweep failed: some reminders that are due are not queued. Lambda retries it twice. The next sweep queues what a sweep left; patients whose reminder a daily run left are reminded a day late, or not at all.",
      // The daily run takes place once a day, so a single failure matters. An hour covers the retries.
      metric: functionErrors(functions.producer, HOUR),
      threshold: 0,
      missingData: "notBreaching",
    },
    {
      id: "MissingRuns",
      alarmName: names.dailyRunMissingAlarm,
      description: `No daily run completed within ${dayHours} hours: patients whose reminder was due since then are not reminded.`,
      metric: hourly(metrics, METRICS.dailyRuns, "Completed daily runs"),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: dayHours,
      missingData: "breaching",
    },
    {
      id: "EmptyRuns",
      alarmName: names.dailyRunEmptyAlarm,
      description: `The daily run has queued no reminder for ${days}: if any appointment was due, its patient was not reminded.`,
      metric: hourly(metrics, METRICS.queued, "Reminders queued by daily runs"),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 24 * emptyRunDays + GRACE_HOURS,
      missingData: "breaching",
    },
    {
      id: "FloodHeld",
      alarmName: names.floodHeldAlarm,
      description:
        "Far more reminders are due than usual, far more texts than usual went out today, or one phone has had too many, and the others are held: patients are not reminded until an operator has looked at them and releases them; texts wait until the next day at most.",
      metric: metrics.count(METRICS.floodHeld, FLOOD_PERIOD),
      threshold: 0,
      missingData: "notBreaching",
    },
    {
      id: "MissingSweeps",
      alarmName: names.sweepMissingAlarm,
      description:
        "No sweep completed within an hour: patients whose reminder is due at a time of day, or some hours ahead, are not reminded, nor are those whose text waits for its send window.",
      metric: metrics.count(METRICS.sweepRuns, QUARTER),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 4,
      missingData: "breaching",
    },
    ...(settings.digestTime === "off" ? [] : [missingDigests(names.digestMissingAlarm, metrics)]),
  ];
}

function missingDigests(alarmName: string, metrics: PipelineMetrics): AlarmRule {
  const dayHours = 24 + GRACE_HOURS;
  return {
    id: "MissingDigests",
    alarmName,
    description: `No daily digest was made within ${dayHours} hours: nobody learns of patients who were not reminded, unless there are so many that another alarm goes off.`,
    metric: hourly(metrics, METRICS.digestRuns, "Daily digests"),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: dayHours,
    missingData: "breaching",
  };
}

/**
 * The count of each hour. Most hours have no data: FILL makes them 0, so that only a count above 0 ends the alarm. If
 * there is no data at all, as in an environment that never ran, the rule's `missingData` decides.
 */
function hourly(metrics: PipelineMetrics, name: MetricName, label: string): MathExpression {
  return new MathExpression({
    expression: "FILL(counted, 0)",
    usingMetrics: { counted: metrics.count(name, HOUR) },
    label,
    period: HOUR,
  });
}
