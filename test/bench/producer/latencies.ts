/** How long the simulated services take to answer. */
import { logNormal } from "../log-normal";
import { seededRandom } from "../seeded-random";

/**
 * Medians in ms, assumed: DynamoDB says of itself "single-digit milliseconds"; of the others AWS publishes no figures.
 * Drawn from log-normal distributions whose 99th percentile is 2.5 times the median.
 */
export const MEDIANS = {
  Query: 8,
  UpdateItem: 5,
  SendMessage: 12,
  SendMessageBatch: 18,
  PutMetricData: 25,
  /** An answer that refuses. */
  throttled: 3,
} as const;
const SIGMA = Math.log(2.5) / 2.326;

/** The same latencies for the same seed, in their order. */
export function latencies(seed: number): (of: keyof typeof MEDIANS) => number {
  const random = seededRandom(seed);
  return (of) => logNormal(MEDIANS[of], SIGMA, random);
}
