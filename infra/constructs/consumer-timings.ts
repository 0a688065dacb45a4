import { Duration } from "aws-cdk-lib";
import { SettingsError } from "../settings/read-settings";
import type { Settings } from "../settings/settings";

/** Messages that one invocation of a consumer takes at most. */
const BATCH_SIZE = 10;

/** The least that SQS event sources take. */
const LEAST_CONCURRENCY = 2;

/** More consumers than this wait for the carrier's quota rather than for its answers. */
const ENOUGH_CONCURRENCY = 5;

/** Parts a second at which a consumer's share of the rate is worth its while. */
const WORTHWHILE_SHARE = 4;

/** Parts of an ordinary text: the default wording with a doctor and a place is longer than one part. */
const PARTS_OF_A_TEXT = 2;

/** The part of a function's time that a batch may wait for its share of the rate: the rest is for the calls themselves. */
const SENDING_SHARE = 0.8;

const EMAIL_TIMEOUT = Duration.seconds(30);
const SMS_TIMEOUT = Duration.seconds(60);

/** How a consumer of a queue works: figures that follow from each other. */
export interface ConsumerTimings {
  /** Messages an invocation takes at most. */
  readonly batchSize: number;
  /** Invocations that run at the same time at most. */
  readonly concurrency: number;
  /** How long one invocation may run. */
  readonly timeout: Duration;
  /** How long a claim on a notification holds. */
  readonly lease: Duration;
  /** How long a received message stays hidden from other invocations. */
  readonly visibility: Duration;
}

export interface SmsTimings extends ConsumerTimings {
  /** Parts a second that each running invocation may send: its even share of the account's rate. */
  readonly partsPerSecond: number;
}

/**
 * The SMS consumer's. All invocations together keep to the account's rate, each by its even share of it; few share a low
 * rate, or a batch would not be through within the function's time.
 * @throws SettingsError where more consumers are asked for than the rate can feed
 */
export function smsTimings(settings: Pick<Settings, "smsPartsPerSecond" | "smsConcurrency">): SmsTimings {
  const { smsPartsPerSecond, smsConcurrency } = settings;
  const fitting = Math.floor(smsPartsPerSecond / WORTHWHILE_SHARE);
  const concurrency =
    smsConcurrency === "auto" ? Math.min(ENOUGH_CONCURRENCY, Math.max(LEAST_CONCURRENCY, fitting)) : smsConcurrency;
  const partsPerSecond = smsPartsPerSecond / concurrency;
  const batchSeconds = (BATCH_SIZE * PARTS_OF_A_TEXT) / partsPerSecond;
  const mostSeconds = SMS_TIMEOUT.toSeconds() * SENDING_SHARE;
  if (batchSeconds > mostSeconds) {
    const most = Math.floor((mostSeconds * smsPartsPerSecond) / (BATCH_SIZE * PARTS_OF_A_TEXT));
    throw new SettingsError(
      `Settings smsConcurrency=${smsConcurrency} and smsPartsPerSecond=${smsPartsPerSecond} do not fit: each of the ` +
        `${concurrency} consumers would need ${Math.ceil(batchSeconds)} s for a batch of ${BATCH_SIZE} texts, and has ` +
        `${mostSeconds} s. At this rate smsConcurrency takes auto, or at most ${most}.`,
    );
  }
  return { ...timings(SMS_TIMEOUT, concurrency), partsPerSecond };
}

/** The email consumer's. */
export function emailTimings(): ConsumerTimings {
  return timings(EMAIL_TIMEOUT, LEAST_CONCURRENCY);
}

/**
 * What follows from a function's time-out:
 * - the lease outlasts the function, so that nobody takes over a notification whose owner may still be sending it;
 * - the visibility outlasts the lease, so that a message that comes back finds the claim of a dead owner run out. Six
 *   time-outs are what AWS advises for an SQS event source, which retries an invocation that Lambda throttled.
 */
function timings(timeout: Duration, concurrency: number): ConsumerTimings {
  const seconds = timeout.toSeconds();
  const lease = Duration.seconds(Math.ceil(seconds * 1.5));
  return { batchSize: BATCH_SIZE, concurrency, timeout, lease, visibility: Duration.seconds(seconds * 6) };
}
