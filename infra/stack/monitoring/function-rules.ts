import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { ReminderFunction } from "../constructs/functions/reminder-function";
import type { AlarmRule } from "./alarm-rule";
import type { Watched } from "./watched";

/** Failed or throttled invocations within five minutes that are normal. */
const THRESHOLD = 5;
const PERIOD = Duration.minutes(5);

/** The functions: crashes, time-outs and throttled invocations. */
export function functionRules({ names, functions }: Watched): AlarmRule[] {
  return [
    {
      id: "smsErrors",
      alarmName: names.processorErrorAlarm,
      description: `The function that sends the texts failed more than ${THRESHOLD} times in 5 minutes: patients get their texts late, or after three attempts an email instead.`,
      metric: functionErrors(functions.sms, PERIOD),
      threshold: THRESHOLD,
      missingData: "notBreaching",
    },
    {
      id: "emailErrors",
      alarmName: names.emailErrorAlarm,
      description: `The function that sends the emails failed more than ${THRESHOLD} times in 5 minutes: patients who cannot be reached by text are reminded late, or not at all.`,
      metric: functionErrors(functions.email, PERIOD),
      threshold: THRESHOLD,
      missingData: "notBreaching",
    },
    {
      id: "bookingsErrors",
      alarmName: names.bookingsErrorAlarm,
      description: `The function that stores bookings failed more than ${THRESHOLD} times in 5 minutes: patients may be reminded of appointments that were moved or cancelled, or not be reminded of new ones.`,
      metric: functionErrors(functions.bookings, PERIOD),
      threshold: THRESHOLD,
      missingData: "notBreaching",
    },
    {
      id: "receiptsErrors",
      alarmName: names.receiptsErrorAlarm,
      description: `The function that records receipts failed more than ${THRESHOLD} times in 5 minutes: patients whose text was not delivered get no email, and nobody sees that they were not reminded.`,
      metric: functionErrors(functions.receipts, PERIOD),
      threshold: THRESHOLD,
      missingData: "notBreaching",
    },
    {
      id: "repliesErrors",
      alarmName: names.repliesErrorAlarm,
      description: `The function that acts on patients' answers failed more than ${THRESHOLD} times in 5 minutes: nobody learns who confirmed, who cannot come and who wants no more texts, and patients get no answer.`,
      metric: functionErrors(functions.replies, PERIOD),
      threshold: THRESHOLD,
      missingData: "notBreaching",
    },
    {
      id: "FunctionThrottles",
      alarmName: names.functionThrottleAlarm,
      description: `Lambda throttled the functions more than ${THRESHOLD} times in 5 minutes: patients are reminded late, or by email instead of a text.`,
      metric: allThrottles(functions),
      threshold: THRESHOLD,
      missingData: "notBreaching",
    },
  ];
}

export function functionErrors({ lambda }: ReminderFunction, period: Duration): IMetric {
  return lambda.metricErrors({ period, statistic: Stats.SUM });
}

function allThrottles(functions: Watched["functions"]): IMetric {
  const throttles = ({ lambda }: ReminderFunction) => lambda.metricThrottles({ period: PERIOD, statistic: Stats.SUM });
  return new MathExpression({
    // A function that was not invoked has no data: SUM adds up the others, while + could have no result.
    expression: `SUM([${Object.keys(functions).join(", ")}])`,
    usingMetrics: Object.fromEntries(Object.entries(functions).map(([id, one]) => [id, throttles(one)])),
    label: "Throttled invocations",
    period: PERIOD,
  });
}
