import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { ReminderFunction } from "../constructs/functions/reminder-function";
import type { AlarmRule } from "./alarm-rule";
import type { Watched } from "./watched";

/** Failed or refused invocations within five minutes that chance still explains. */
const MAX_ERRORS_BY_CHANCE = 5;
const PERIOD = Duration.minutes(5);

/** The functions themselves: crashes, time-outs, and invocations that Lambda refused. */
export function functionRules({ names, functions }: Watched): AlarmRule[] {
  return [
    {
      id: "smsErrors",
      alarmName: names.processorErrorAlarm,
      meaning: `The function that sends the texts failed more than ${MAX_ERRORS_BY_CHANCE} times in 5 minutes: patients get their texts late, and after three tries an email instead.`,
      metric: functionErrors(functions.sms, PERIOD),
      above: MAX_ERRORS_BY_CHANCE,
      silence: "fine",
    },
    {
      id: "emailErrors",
      alarmName: names.emailErrorAlarm,
      meaning: `The function that sends the emails failed more than ${MAX_ERRORS_BY_CHANCE} times in 5 minutes: patients who cannot be reached by text are told late, or not at all.`,
      metric: functionErrors(functions.email, PERIOD),
      above: MAX_ERRORS_BY_CHANCE,
      silence: "fine",
    },
    {
      id: "FunctionThrottles",
      alarmName: names.functionThrottleAlarm,
      meaning: `Lambda refused to run the functions more than ${MAX_ERRORS_BY_CHANCE} times in 5 minutes: patients are told late, or by email instead of a text.`,
      metric: allThrottles(functions),
      above: MAX_ERRORS_BY_CHANCE,
      silence: "fine",
    },
  ];
}

export function functionErrors({ lambda }: ReminderFunction, period: Duration): IMetric {
  return lambda.metricErrors({ period, statistic: Stats.SUM });
}

function allThrottles({ producer, sms, email }: Watched["functions"]): IMetric {
  const throttles = ({ lambda }: ReminderFunction) => lambda.metricThrottles({ period: PERIOD, statistic: Stats.SUM });
  return new MathExpression({
    // A function that nobody called has no data: SUM adds up what there is, where + could come to nothing.
    expression: "SUM([producer, sms, email])",
    usingMetrics: { producer: throttles(producer), sms: throttles(sms), email: throttles(email) },
    label: "Throttled invocations",
    period: PERIOD,
  });
}
