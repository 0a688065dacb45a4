import { type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";

/** When people are told, and of what. */
export type AlarmRule = {
  /** Of the construct. */
  readonly id: string;
  readonly alarmName: string;
  /** What happened and what it means to patients, in whole sentences. */
  readonly meaning: string;
  readonly metric: IMetric;
  /** Periods of the metric in a row for which it must be so; 1 where left out. */
  readonly periods?: number;
  readonly silence: Silence;
} & ({ readonly above: number } | { readonly below: number });

/** What it means when there is nothing to measure. */
type Silence = keyof typeof SILENCE;

export const SILENCE = {
  /** Nothing happened, as between the daily runs. */
  fine: TreatMissingData.NOT_BREACHING,
  /** What ought to have happened did not. */
  alarming: TreatMissingData.BREACHING,
  /** What was measured last still holds. */
  "no-news": TreatMissingData.IGNORE,
} as const;
