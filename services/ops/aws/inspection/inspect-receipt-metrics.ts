import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ENVIRONMENT_DIMENSION, METRIC_NAMESPACE, METRICS } from "../../../../contracts/metrics";
import { measure, type Point, resultOf } from "./inspect-metrics";
import type { Lookup } from "./lookup";

const PERIOD_SECONDS = 300;
const DAY = 24 * 3_600_000;

/** Sums of the last 24 hours. */
export interface ReceiptCounts {
  /** Texts that their carrier accepted. */
  readonly texts: number;
  readonly emails: number;
  readonly delivered: number;
  /** Texts that a receipt reports as not delivered, also where an email followed. */
  readonly undeliveredTexts: number;
  /** Notifications that ended undelivered. */
  readonly undelivered: number;
}
export type ReceiptMetrics = Lookup<ReceiptCounts>;

/** @param now ms since 1970 */
export async function inspectDayOfReceipts(
  client: CloudWatchClient,
  environment: string,
  now: number,
): Promise<ReceiptMetrics> {
  const Dimensions = [{ Name: ENVIRONMENT_DIMENSION, Value: environment }];
  const own = (MetricName: string) => ({
    Metric: { Namespace: METRIC_NAMESPACE, MetricName, Dimensions },
    Period: PERIOD_SECONDS,
    Stat: "Sum",
  });
  const answers = await measure(client, now - DAY, now, {
    texts: own(METRICS.successful),
    emails: own(METRICS.fallback),
    delivered: own(METRICS.delivered),
    undeliveredTexts: own(METRICS.undeliveredTexts),
    undelivered: own(METRICS.undelivered),
  });
  const counts: Record<keyof ReceiptCounts, number> = {
    texts: 0,
    emails: 0,
    delivered: 0,
    undeliveredTexts: 0,
    undelivered: 0,
  };
  for (const id of Object.keys(counts) as (keyof ReceiptCounts)[]) {
    const result = resultOf(answers, id, sum);
    if (result.how !== "known") return result;
    counts[id] = result.value;
  }
  return { how: "known", value: counts };
}

function sum(points: readonly Point[]): number {
  return points.reduce((all, { value }) => all + value, 0);
}
