import { Duration } from "aws-cdk-lib";

/** Messages that one invocation of a consumer takes at most. */
export const CONSUMER_BATCH_SIZE = 10;

/** The least that SQS event sources take. */
export const LEAST_CONCURRENCY = 2;

/** More consumers than this wait for the carrier's quota rather than for its answers. */
const MOST_CONCURRENCY = 5;

/** Parts a second at which a consumer's share of the rate is worth its while: a batch is some 20 parts. */
const WORTHWHILE_SHARE = 4;

/**
 * How many invocations of the SMS consumer run at the same time at most. Each sends its even share of the account's rate,
 * so that all of them together keep to it; few share a low rate, or a batch would not be through within the function's time.
 */
export function smsConcurrency(partsPerSecond: number): number {
  return Math.min(MOST_CONCURRENCY, Math.max(LEAST_CONCURRENCY, Math.floor(partsPerSecond / WORTHWHILE_SHARE)));
}

export interface ConsumerTimings {
  /** How long one invocation may run. */
  readonly timeout: Duration;
  /** How long a claim on a notification holds. */
  readonly lease: Duration;
  /** How long a received message stays hidden from other invocations. */
  readonly visibility: Duration;
}

/**
 * The times of a queue's consumer, which follow from each other:
 * - the lease outlasts the function, so that nobody takes over a notification whose owner may still be sending it;
 * - the visibility outlasts the lease, so that a message that comes back finds the claim of a dead owner run out. Six
 *   time-outs are what AWS advises for an SQS event source, which retries an invocation that Lambda throttled.
 * @param timeout whole seconds
 */
export function consumerTimings(timeout: Duration): ConsumerTimings {
  const seconds = timeout.toSeconds();
  return { timeout, lease: Duration.seconds(Math.ceil(seconds * 1.5)), visibility: Duration.seconds(seconds * 6) };
}
