/** How long AWS takes to answer, as the bench simulates it. */
import { logNormal } from "../log-normal";

/**
 * ms, medians of calls within a region as seen by their caller. AWS publishes none but "single-digit milliseconds" for
 * DynamoDB; these are round figures of that kind, the same for all that is compared. A text is the longest: SNS hands it
 * to a carrier's gateway.
 */
export const MEDIANS: Readonly<Record<string, number>> = {
  UpdateItem: 5,
  PutItem: 5,
  GetItem: 4,
  Query: 8,
  CheckIfPhoneNumberIsOptedOut: 20,
  Publish: 100,
  PublishBatch: 15,
  SendMessage: 8,
  SendMessageBatch: 10,
  PutMetricData: 20,
};
const OTHERS = 10;
/** Of the logarithm: one call in a hundred takes three times the median. */
export const SPREAD = 0.47;

export type Latency = (action: string) => number;

/** The median, always: what is compared then is what is done one after the other. */
export const fixedLatency: Latency = (action) => MEDIANS[action] ?? OTHERS;

/** @param random from 0 up to, but not, 1 */
export function drawnLatency(random: () => number): Latency {
  return (action) => logNormal(fixedLatency(action), SPREAD, random);
}
