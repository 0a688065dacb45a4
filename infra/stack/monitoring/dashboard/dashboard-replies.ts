/** The row of the dashboard about what patients answer. */
import { Duration } from "aws-cdk-lib";
import { Color, SingleValueWidget } from "aws-cdk-lib/aws-cloudwatch";
import { METRICS, type MetricName } from "../../../../contracts/metrics";
import type { Watched } from "../watched";
import { lines, ROW_HEIGHT, type Row, stack } from "./dashboard-widgets";

const DAY = Duration.days(1);
const QUARTER = Duration.minutes(15);

const MEANINGS: readonly (readonly [name: MetricName, label: string, color: string])[] = [
  [METRICS.confirmations, "Confirmed", Color.GREEN],
  [METRICS.cancelRequests, "Want to cancel", Color.ORANGE],
  [METRICS.rescheduleRequests, "Want another time", Color.PURPLE],
  [METRICS.optOuts, "No more texts", Color.RED],
  [METRICS.unclearReplies, "For a person to read", Color.BROWN],
];

export function replyRow({ settings, metrics }: Watched): Row {
  const hours = settings.replyWaitingHours;
  const total = (name: MetricName, label: string) => metrics.count(name, DAY, label);
  return {
    text: `## Answers

What patients answer to texts. From **queued** to **answered**, each number is a part of the one before it, except that a
patient may answer twice. Patients who **want to cancel** are reported to the booking system; answers that **a person must read**
wait for staff: \`npm run ops -- replies list\`. If AWS manages the opt-outs, STOP itself does not arrive here.`,
    widgets: [
      new SingleValueWidget({
        title: "From queued to answered, within the time range",
        width: 6,
        height: ROW_HEIGHT,
        metrics: [
          total(METRICS.queued, "Queued"),
          total(METRICS.successful, "Accepted by SMS"),
          total(METRICS.delivered, "Delivered"),
          total(METRICS.replies, "Answered"),
        ],
        setPeriodToTimeRange: true,
        fullPrecision: true,
      }),
      stack(
        "Answers in each 15 minutes",
        6,
        MEANINGS.map(([name, label, color]) => metrics.count(name, QUARTER, label).with({ color })),
      ),
      lines(
        "Longest wait for staff, minutes",
        6,
        [metrics.highest(METRICS.waitingReplyMinutes, QUARTER, "Oldest answer")],
        { bounds: [{ value: hours * 60, label: `Alarm: ${hours} hours`, color: Color.RED }] },
      ),
    ],
  };
}
