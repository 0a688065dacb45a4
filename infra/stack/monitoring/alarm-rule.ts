import { type ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";

/** An alarm of CloudWatch, without its action and without the link to the runbook. */
export interface AlarmRule {
  /** The construct's id. */
  readonly id: string;
  readonly alarmName: string;
  /** What happened and what it means for patients, in whole sentences. */
  readonly description: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** `GREATER_THAN_THRESHOLD` if omitted. */
  readonly comparisonOperator?: ComparisonOperator;
  /** Consecutive periods of the metric that must breach the threshold; 1 if omitted. */
  readonly evaluationPeriods?: number;
  readonly missingData: keyof typeof MISSING_DATA;
}

/** How an alarm treats periods without data. */
export const MISSING_DATA = {
  /** Nothing happened, as between the daily runs: `OK`. */
  notBreaching: TreatMissingData.NOT_BREACHING,
  /** Something that should have happened did not: `ALARM`. */
  breaching: TreatMissingData.BREACHING,
  /** The last value still applies: the state does not change. */
  ignore: TreatMissingData.IGNORE,
} as const;
