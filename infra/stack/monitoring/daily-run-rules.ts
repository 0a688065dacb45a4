import { Duration } from "aws-cdk-lib";
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import { METRICS, type MetricName } from "../../../contracts/metrics";
import type { AlarmRule } from "./alarm-rule";
import { functionErrors } from "./function-rules";
import type { PipelineMetrics } from "./pipeline-metrics";
import type { Watched } from "./watched";

const HOUR = Duration.hours(1);

/** Hours beyond whole days: a day has 25 hours where daylight saving time ends, and a run takes a while. */
const GRACE_HOURS = 2;

/** The daily run: that it happens, that it is whole, that it finds something to do. */
export function dailyRunRules({ names, settings, metrics, functions }: Watched): AlarmRule[] {
  const dayHours = 24 + GRACE_HOURS;
  const { emptyRunDays } = settings;
  const days = emptyRunDays === 1 ? "a day" : `${emptyRunDays} days`;
  return [
    {
      id: "producerErrors",
      alarmName: names.dailyRunErrorAlarm,
      meaning:
        "A run of the producer failed: reminders that are due are not all queued. Lambda repeats the daily run twice; patients whose reminder is left over after that are told a day late, or not at all.",
      // It runs once a day, so that one failure is one too many; an hour spans the repetitions.
      metric: functionErrors(functions.producer, HOUR),
      above: 0,
      silence: "fine",
    },
    {
      id: "MissingRuns",
      alarmName: names.dailyRunMissingAlarm,
      meaning: `No daily run was completed within ${dayHours} hours: patients whose reminder fell due since then are not reminded.`,
      metric: hourly(metrics, METRICS.dailyRuns, "Completed daily runs"),
      below: 1,
      periods: dayHours,
      silence: "alarming",
    },
    {
      id: "EmptyRuns",
      alarmName: names.dailyRunEmptyAlarm,
      meaning: `The daily run has queued no reminder for ${days}: if any appointment was due, its patient was not reminded.`,
      metric: hourly(metrics, METRICS.queued, "Reminders queued by daily runs"),
      below: 1,
      periods: 24 * emptyRunDays + GRACE_HOURS,
      silence: "alarming",
    },
  ];
}

/**
 * How many were counted hour by hour. Most hours have no data, and FILL makes them 0, so that nothing but a count above 0
 * ends the alarm. Where there is no data whatever, as in an environment that never ran, the rule's `silence` decides.
 */
function hourly(metrics: PipelineMetrics, name: MetricName, label: string): MathExpression {
  return new MathExpression({
    expression: "FILL(counted, 0)",
    usingMetrics: { counted: metrics.count(name, HOUR) },
    label,
    period: HOUR,
  });
}
