import { Duration } from "aws-cdk-lib";
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import { METRICS } from "../../../contracts/metrics";
import type { AlarmRule } from "./alarm-rule";
import type { Watched } from "./watched";

/** Opt-outs that are normal on any day. */
const MIN_OPT_OUTS = 5;

/** Texts go out mostly within an hour a day, and patients answer for the rest of it. */
const RATE_PERIOD = Duration.days(1);

/** The sweep measures how long answers wait, every quarter of an hour. */
const SWEEP_PERIOD = Duration.minutes(15);

/** What patients answer: what nobody has read, and a burst of opt-outs. */
export function replyRules({ names, settings, metrics }: Watched): AlarmRule[] {
  const { replyWaitingHours: hours, optOutAlarmPercent: percent } = settings;
  return [
    {
      id: "WaitingReplies",
      alarmName: names.waitingRepliesAlarm,
      description: `A patient's answer has waited more than ${hours === 1 ? "an hour" : `${hours} hours`} for the clinic's staff: the patient may have asked for another time, or not be able to come, and nobody knows.`,
      metric: metrics.highest(METRICS.waitingReplyMinutes, SWEEP_PERIOD),
      threshold: hours * 60,
      // A sweep may fall into the period before or after its own.
      missingData: "ignore",
    },
    {
      id: "OptOutRate",
      alarmName: names.optOutRateAlarm,
      description: `At least ${MIN_OPT_OUTS} patients answered within 24 hours that they want no more texts, and they are more than ${percent} % of the texts accepted: texts may go to the wrong people or too often, or ask for an answer that AWS treats as an opt-out.`,
      metric: new MathExpression({
        expression: `IF(FILL(optOuts, 0) >= ${MIN_OPT_OUTS}, IF(FILL(accepted, 0) > 0, 100 * FILL(optOuts, 0) / FILL(accepted, 0), 100), 0)`,
        usingMetrics: {
          optOuts: metrics.count(METRICS.optOuts, RATE_PERIOD),
          accepted: metrics.count(METRICS.successful, RATE_PERIOD),
        },
        label: "Opt-outs, % of the accepted texts",
        period: RATE_PERIOD,
      }),
      threshold: percent,
      missingData: "notBreaching",
    },
  ];
}
