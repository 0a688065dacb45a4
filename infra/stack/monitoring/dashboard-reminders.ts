/** The rows of the dashboard that tell of reminders, each with a few lines on how to read it. */
import { Duration } from "aws-cdk-lib";
import { Color, MathExpression, SingleValueWidget } from "aws-cdk-lib/aws-cloudwatch";
import { METRICS, type MetricName } from "../../../contracts/metrics";
import { lines, ROW_HEIGHT, type Row, stack } from "./dashboard-widgets";
import { SPEND_ALARM_PERCENT, smsSpend } from "./spend-rules";
import type { Watched } from "./watched";

const OUTCOMES: readonly (readonly [name: MetricName, label: string, color: string])[] = [
  [METRICS.successful, "By SMS", Color.GREEN],
  [METRICS.fallback, "By email", Color.BLUE],
  [METRICS.failed, "Failed", Color.RED],
  [METRICS.expired, "Expired", Color.GREY],
];

const OTHER_COUNTS: typeof OUTCOMES = [
  [METRICS.duplicate, "Duplicates", Color.BROWN],
  [METRICS.rejected, "Rejected", Color.ORANGE],
  [METRICS.postponed, "Put off", Color.PURPLE],
  [METRICS.blocked, "Carrier refuses", Color.RED],
  [METRICS.stopped, "Held back by a stop", Color.ORANGE],
  [METRICS.retried, "Tried again", Color.PINK],
];

const DAY = Duration.days(1);
const QUARTER = Duration.minutes(15);

export function funnelRow({ metrics, queues }: Watched): Row {
  const counts = [...OUTCOMES, ...OTHER_COUNTS].map(([name, label, color]) =>
    metrics.count(name, DAY, label).with({ color }),
  );
  return {
    text: `## What became of them

By SMS, by email, failed and expired are the ends, one a reminder. With duplicates and rejected they come to about what
went **into the queue**; what was put off or redriven went in again.

**Failed**: told by neither way. **Expired**: the appointment was over. **Duplicates**: nobody was told again.
**Tried again** counts tries, not reminders.`,
    widgets: [
      new SingleValueWidget({
        title: "Reminders within the time range",
        width: 18,
        height: ROW_HEIGHT,
        metrics: [
          metrics.count(METRICS.queued, DAY, "Queued by daily runs"),
          queues.appointments.queue.metricNumberOfMessagesSent({ period: DAY, label: "Into the queue" }),
          ...counts,
        ],
        setPeriodToTimeRange: true,
        fullPrecision: true,
      }),
    ],
  };
}

export function outcomeRow({ metrics }: Watched): Row {
  const counts = OUTCOMES.map(([name, label, color]) => metrics.count(name, QUARTER, label).with({ color }));
  const count = (name: MetricName) => metrics.count(name, QUARTER);
  const sent = new MathExpression({
    expression: "100 * (sms + email) / (sms + email + failed)",
    usingMetrics: {
      sms: count(METRICS.successful),
      email: count(METRICS.fallback),
      failed: count(METRICS.failed),
    },
    label: "Sent, %",
    period: QUARTER,
  });
  return {
    text: `## Outcomes over time

After the daily run there is much, and most of it is green. Much **blue** means that texts are refused or fail. **Red**
are patients whom nobody told.

Sent means accepted by SNS or SES, not yet read.`,
    widgets: [
      stack("Outcomes in each 15 minutes", 9, counts),
      lines("Sent, % of all that ended, in each 15 minutes", 9, [sent]),
    ],
  };
}

export function costRow({ metrics, settings }: Watched): Row {
  const limit = settings.smsMonthlySpendLimit;
  const month = { start: "-P28D" };
  const bounds = [
    { value: limit, label: `Limit: ${limit}`, color: Color.RED },
    { value: (limit * SPEND_ALARM_PERCENT) / 100, label: `Alarm: ${SPEND_ALARM_PERCENT} %`, color: Color.ORANGE },
  ];
  const sent = OUTCOMES.slice(0, 2).map(([name, label, color]) => metrics.count(name, DAY, label).with({ color }));
  const partsEach = new MathExpression({
    expression: "parts / texts",
    usingMetrics: { parts: metrics.count(METRICS.smsParts, DAY), texts: metrics.count(METRICS.successful, DAY) },
    label: "Parts a text",
    period: DAY,
  });
  return {
    text: `## What drives the cost

Nearly all of the cost is the **texts**, each paid by the part: more parts a text than before come from longer names
and places, or from letters outside the alphabet of SMS. At the **limit** SNS stops delivering texts, and
does not say so. The spend is the whole account's in this region, since the first of the month.`,
    widgets: [
      lines("Spent on texts since the first of the month, USD: four weeks", 6, [smsSpend()], { ...month, bounds }),
      stack("Texts and emails sent on each day: four weeks", 6, sent, month),
      lines("Parts a text, on average of each day: four weeks", 6, [partsEach], month),
    ],
  };
}
