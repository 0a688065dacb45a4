import { Duration } from "aws-cdk-lib";
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import { METRICS } from "../../../contracts/metrics";
import type { AlarmRule } from "./alarm-rule";
import type { Watched } from "./watched";

/** Texts that must have been accepted before their share is meaningful. */
const MIN_ACCEPTED = 20;

/**
 * Texts go out mostly within an hour a day, while a carrier that tries to reach a phone reports its failure hours later,
 * when hardly any text is accepted. A day has both, so that the share is that of the texts.
 */
const RATE_PERIOD = Duration.days(1);

/** What receipts report: undelivered texts, and faults of the account. */
export function receiptRules({ names, settings, metrics }: Watched): AlarmRule[] {
  const percent = settings.undeliveredAlarmPercent;
  return [
    {
      id: "UndeliveredRate",
      alarmName: names.undeliveredRateAlarm,
      description: `More than ${percent} % of the texts accepted within 24 hours, of at least ${MIN_ACCEPTED}, were not delivered: these patients get an email instead if they have one, and otherwise no reminder.`,
      // Of the accepted texts, not of the receipts: SNS may log only a sample of those that were delivered.
      metric: new MathExpression({
        expression: `IF(FILL(accepted, 0) >= ${MIN_ACCEPTED}, 100 * FILL(undelivered, 0) / FILL(accepted, 0), 0)`,
        usingMetrics: {
          undelivered: metrics.count(METRICS.undeliveredTexts, RATE_PERIOD),
          accepted: metrics.count(METRICS.successful, RATE_PERIOD),
        },
        label: "Undelivered texts, %",
        period: RATE_PERIOD,
      }),
      threshold: percent,
      missingData: "notBreaching",
    },
    {
      id: "ReceiptConfiguration",
      alarmName: names.receiptConfigurationAlarm,
      description:
        "Texts that SNS or End User Messaging had accepted were not sent because of the account: its monthly limit is used up, it has no number for the country, or it is in the sandbox. Until that is corrected, no patient gets a text; those with an email get that instead.",
      metric: metrics.count(METRICS.misconfiguredReceipts, Duration.minutes(5)),
      threshold: 0,
      missingData: "notBreaching",
    },
  ];
}
