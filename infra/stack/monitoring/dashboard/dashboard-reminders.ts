/** The rows of the dashboard about reminders, each with a short text on how to read it. */
import { Duration } from "aws-cdk-lib";
import { Color, MathExpression, SingleValueWidget, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { type CLINIC_METRICS, METRICS, type MetricName } from "../../../../contracts/metrics";
import { SPEND_ALARM_PERCENT, smsSpend } from "../spend-rules";
import type { Watched } from "../watched";
import { lines, ROW_HEIGHT, type Row, stack } from "./dashboard-widgets";

const OUTCOMES: readonly (readonly [name: MetricName, label: string, color: string])[] = [
  [METRICS.successful, "By SMS", Color.GREEN],
  [METRICS.fallback, "By email", Color.BLUE],
  [METRICS.failed, "Failed", Color.RED],
  [METRICS.declined, "Declined", Color.BROWN],
  [METRICS.expired, "Expired", Color.GREY],
  [METRICS.cancelled, "Cancelled", Color.PINK],
];

const RECEIPTS: typeof OUTCOMES = [
  [METRICS.delivered, "Delivered", Color.GREEN],
  [METRICS.undeliveredTexts, "Undelivered texts", Color.ORANGE],
  [METRICS.undelivered, "Undelivered", Color.RED],
  [METRICS.misconfiguredReceipts, "Not sent, account", Color.PURPLE],
  [METRICS.unmatchedReceipts, "Unmatched receipts", Color.GREY],
];

const OTHER_COUNTS: typeof OUTCOMES = [
  [METRICS.duplicate, "Duplicates", Color.BROWN],
  [METRICS.rejected, "Rejected", Color.ORANGE],
  [METRICS.postponed, "Postponed", Color.PURPLE],
  [METRICS.blocked, "Blocked", Color.RED],
  [METRICS.stopped, "Stopped", Color.ORANGE],
  [METRICS.held, "Held", Color.GREY],
  [METRICS.floodHeld, "Held as a flood", Color.RED],
  [METRICS.retried, "Retried", Color.PINK],
];

const DAY = Duration.days(1);
const QUARTER = Duration.minutes(15);

export function funnelRow({ metrics, queues }: Watched): Row {
  const counts = [...OUTCOMES, ...RECEIPTS, ...OTHER_COUNTS].map(([name, label, color]) =>
    metrics.count(name, DAY, label).with({ color }),
  );
  return {
    text: `## Outcomes

Each reminder ends once: by SMS, by email, failed, declined, expired or cancelled. With duplicates and rejected messages these add up to about
the number **into the queue**; a postponed or redriven reminder enters it again.

**Failed**: no reminder by either channel. **Declined**: the patient wants none. **Expired**: the appointment was over,
or only hours of the night were left before it. **Cancelled**: the appointment was cancelled or changed before the reminder
went out. **Duplicates** are not sent again.
**Delivered** and **undelivered** are what carriers report later of those that went out: see Receipts.
**Blocked** (the SMS carrier or SES refuses to send to anyone), **postponed**, **stopped** and **retried** count attempts. **Held** texts
wait for their clinic's send window, and are counted each time. **Held as a flood**: daily runs for which far more is due than
usual, counted at each sweep until an operator releases them, and texts of a day or a phone that had too many, each time.`,
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

export function receiptRow({ metrics }: Watched): Row {
  const seconds = (statistic: string, label: string) =>
    metrics.statistic(METRICS.deliverySeconds, QUARTER, statistic, label);
  return {
    text: `## Receipts

Accepted is not delivered: carriers report later what became of a text or an email, mostly within a minute, some after
hours. An **undelivered text** is followed by an email if there is one. **Undelivered**: nothing is left to try.
**Unmatched** receipts are those of others in the account. If the receipts of texts are off, all are of emails.`,
    widgets: [
      stack(
        "Receipts in each 15 minutes",
        9,
        RECEIPTS.map(([name, label, color]) => metrics.count(name, QUARTER, label).with({ color })),
      ),
      lines("From acceptance to delivery, seconds, in each 15 minutes", 9, [
        seconds(Stats.percentile(50), "Half of them"),
        seconds(Stats.percentile(95), "95 %"),
      ]),
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

Most reminders go out after the daily run, and most are green. Many **blue** ones mean that texts are refused or fail.
**Red**: patients who got no reminder.

Sent means accepted by the SMS carrier or SES, not read by the patient.`,
    widgets: [
      stack("Outcomes in each 15 minutes", 9, counts),
      lines("Sent, % of sent and failed, in each 15 minutes", 9, [sent]),
    ],
  };
}

/** How many clinics a graph shows: the colours of more cannot be told apart. */
const CLINICS_SHOWN = 20;

export function clinicRow({ metrics }: Watched): Row {
  const graph = (title: string, name: (typeof CLINIC_METRICS)[number]) =>
    stack(`${title}, in each 15 minutes`, 6, [metrics.highestClinics(name, CLINICS_SHOWN, QUARTER)]);
  return {
    text: `## Clinics

The ${CLINICS_SHOWN} clinics with the most reminders of each kind within the time range, by id. A clinic with only **emails**
may have a number or sender ID that the account does not have. A clinic that is missing had no such reminder.`,
    widgets: [
      graph("By SMS", METRICS.successful),
      graph("By email", METRICS.fallback),
      graph("Failed", METRICS.failed),
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
  const partsPerText = new MathExpression({
    expression: "parts / texts",
    usingMetrics: { parts: metrics.count(METRICS.smsParts, DAY), texts: metrics.count(METRICS.successful, DAY) },
    label: "Parts per text",
    period: DAY,
  });
  return {
    text: `## What drives the cost

Nearly all of the cost is **texts**, which are charged by the part. A text has more parts if names or places are longer, or
have characters outside the GSM alphabet of SMS. At the **limit** SNS stops delivering texts without an
error, and End User Messaging refuses them. The spend is that of the whole account in this region since the first of the month.`,
    widgets: [
      lines("Spent on texts since the first of the month, USD: four weeks", 6, [smsSpend(settings.smsCarrier)], {
        ...month,
        bounds,
      }),
      stack("Texts and emails sent each day: four weeks", 6, sent, month),
      lines("Parts per text, daily average: four weeks", 6, [partsPerText], month),
    ],
  };
}
