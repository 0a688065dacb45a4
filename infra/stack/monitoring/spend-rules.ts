import { Duration } from "aws-cdk-lib";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { AlarmRule } from "./alarm-rule";
import type { Watched } from "./watched";

/** The part of the monthly limit that leaves time to have it raised, in percent. */
export const SPEND_ALARM_PERCENT = 80;

/** What the account has spent on texts since the first of the month, in US dollars: whoever sent them, in this region. */
export function smsSpend(): Metric {
  return new Metric({
    namespace: "AWS/SNS",
    metricName: "SMSMonthToDateSpentUSD",
    period: Duration.hours(1),
    statistic: Stats.MAXIMUM,
    label: "Spent on texts this month, USD",
  });
}

/** Money, where its end stops the texts. */
export function spendRules({ names, settings }: Watched): AlarmRule[] {
  const limit = settings.smsMonthlySpendLimit;
  return [
    {
      id: "SmsSpend",
      alarmName: names.smsSpendAlarm,
      meaning: `The account has spent more than ${SPEND_ALARM_PERCENT} % of this month's USD ${limit} for texts. Beyond the limit SNS accepts texts and does not deliver them: patients are not reminded, although the delivery log says sent.`,
      metric: smsSpend(),
      above: (limit * SPEND_ALARM_PERCENT) / 100,
      // It is measured when texts are sent; in between, nothing is paid back.
      silence: "no-news",
    },
  ];
}
