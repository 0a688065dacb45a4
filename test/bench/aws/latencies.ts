/** The simulated latencies of AWS. */
import { logNormal } from "../log-normal";

/**
 * ms, medians of calls within a region as seen by the caller. AWS only publishes "single-digit milliseconds" for DynamoDB;
 * these are round figures of that order, the same for all contestants. A text takes longest: it is passed to a
 * carrier's gateway.
 */
export const MEDIANS: Readonly<Record<string, number>> = {
  UpdateItem: 5,
  PutItem: 5,
  GetItem: 4,
  BatchGetItem: 5,
  Query: 8,
  CheckIfPhoneNumberIsOptedOut: 20,
  Publish: 100,
  SendTextMessage: 100,
  PublishBatch: 15,
  SendMessage: 8,
  SendMessageBatch: 10,
  PutMetricData: 20,
};
const OTHERS = 10;
/** Sigma of the logarithm: one call in a hundred takes three times the median. */
export const SPREAD = 0.47;

export type Latency = (action: string) => number;

/** Always the median: compares only the calls that are made one after the other. */
export const fixedLatency: Latency = (action) => MEDIANS[action] ?? OTHERS;

/** @param random at least 0, below 1 */
export function drawnLatency(random: () => number): Latency {
  return (action) => logNormal(fixedLatency(action), SPREAD, random);
}
