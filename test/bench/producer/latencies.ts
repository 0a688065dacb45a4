/** The latencies of the simulated services. */
import { logNormal } from "../log-normal";
import { seededRandom } from "../seeded-random";

/**
 * Assumed medians in ms: AWS says "single-digit milliseconds" for DynamoDB and publishes no figures for the others. From
 * log-normal distributions with a 99th percentile of 2.5 times the median.
 */
export const MEDIANS = {
  Query: 8,
  UpdateItem: 5,
  GetItem: 5,
  SendMessage: 12,
  SendMessageBatch: 18,
  PutMetricData: 25,
  /** An error response. */
  throttled: 3,
} as const;
const SIGMA = Math.log(2.5) / 2.326;

/** The same sequence of latencies for the same seed. */
export function latencies(seed: number): (of: keyof typeof MEDIANS) => number {
  const random = seededRandom(seed);
  return (of) => logNormal(MEDIANS[of], SIGMA, random);
}
