import { Duration } from "aws-cdk-lib";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { SmsCarrierName } from "../../../contracts/texts/sms-carrier";
import type { AlarmRule } from "./alarm-rule";
import type { Watched } from "./watched";

/** Percent of the monthly limit: leaves time to have the limit raised. */
export const SPEND_ALARM_PERCENT = 80;

const SPEND = {
  sns: { namespace: "AWS/SNS", metricName: "SMSMonthToDateSpentUSD" },
  // "CloudWatch metrics for AWS End User Messaging SMS", AWS End User Messaging SMS User Guide.
  "end-user-messaging": { namespace: "AWS/SMSVoice", metricName: "TextMessageMonthlySpend" },
} as const;

/** What each carrier does at the spend limit. */
const AT_THE_LIMIT = {
  sns: "SNS accepts texts but does not deliver them: patients are not reminded, although the delivery log says SMS_SENT",
  "end-user-messaging":
    "End User Messaging refuses texts: reminders wait, and go out by email shortly before their appointment if the patient has one",
} as const;

/** What the whole account has spent on texts in this region since the first of the month, in US dollars. */
export function smsSpend(carrier: SmsCarrierName): Metric {
  return new Metric({
    ...SPEND[carrier],
    period: Duration.hours(1),
    statistic: Stats.MAXIMUM,
    label: "Spent on texts this month, USD",
  });
}

/** What the texts cost: at the spend limit no more are delivered. */
export function spendRules({ names, settings }: Watched): AlarmRule[] {
  const { smsCarrier, smsMonthlySpendLimit: limit } = settings;
  return [
    {
      id: "SmsSpend",
      alarmName: names.smsSpendAlarm,
      description: `The account has spent more than ${SPEND_ALARM_PERCENT} % of this month's limit for texts (USD ${limit}). At the limit ${AT_THE_LIMIT[smsCarrier]}.`,
      metric: smsSpend(smsCarrier),
      threshold: (limit * SPEND_ALARM_PERCENT) / 100,
      // There is data only when texts are sent, and the sum never falls within a month.
      missingData: "ignore",
    },
  ];
}
