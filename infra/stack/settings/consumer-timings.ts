import { Duration } from "aws-cdk-lib";
import { MAX_SMS_PARTS } from "../../../contracts/tables/sms-rate-limit";
import { SettingsError } from "./check-settings";
import type { Settings } from "./settings";

/** The maximum number of messages per invocation: as many as SQS returns per receive. */
const BATCH_SIZE = 10;

/** The minimum of an SQS event source. */
const MIN_CONCURRENCY = 2;

/** The maximum of `smsConcurrency`. */
const MAX_CONCURRENCY = 50;

/** The share of the function's time-out that a batch may spend waiting for the rate: the rest is for its calls. */
const WAITING_SHARE = 0.8;

/** Seconds per batch without a send: receiving, claiming, the carrier's response, recording, publishing. */
const BATCH_OVERHEAD = 1;

const EMAIL_TIMEOUT = Duration.seconds(30);
const SMS_TIMEOUT = Duration.seconds(60);
/** A batch may have ten messages of 256 KiB, each with thousands of appointments. */
const BOOKINGS_TIMEOUT = Duration.minutes(2);
/** A receipt without a match is received again after the visibility timeout that follows: five minutes. */
const RECEIPTS_TIMEOUT = Duration.seconds(50);
/** Ten answers, each with a few calls to DynamoDB, and perhaps a text that waits for the rate. */
const REPLIES_TIMEOUT = Duration.seconds(60);

type SmsRates = Pick<Settings, "smsPartsPerSecond" | "smsTextsPerSecond">;

/** Batch size, concurrency and time-outs of a consumer, which depend on each other. */
export interface ConsumerTimings {
  /** Maximum number of messages per invocation. */
  readonly batchSize: number;
  /** Maximum number of concurrent invocations. */
  readonly concurrency: number;
  /** How long one invocation may run. */
  readonly timeout: Duration;
  /** How long a claim on a notification is valid. */
  readonly lease: Duration;
  /** The queue's visibility timeout. */
  readonly visibility: Duration;
}

/**
 * The SMS consumer's timings. All invocations share one rate, so a batch may have to wait for all concurrent batches, each
 * full of the longest texts: the function's time must be enough for this wait. `auto` runs as many invocations as use up
 * the rate with the shortest texts. At a low rate, batches are smaller.
 * @throws SettingsError if `smsConcurrency` is so high that a batch could wait longer
 */
export function smsTimings(settings: SmsRates & Pick<Settings, "smsConcurrency">): ConsumerTimings {
  const { smsPartsPerSecond, smsTextsPerSecond, smsConcurrency } = settings;
  const textsInTime = (SMS_TIMEOUT.toSeconds() * WAITING_SHARE) / longestReservation(settings);
  const batchSize = Math.min(BATCH_SIZE, Math.floor(textsInTime / MIN_CONCURRENCY));
  const fitting = Math.floor(textsInTime / batchSize);
  if (smsConcurrency !== "auto" && smsConcurrency > fitting) {
    const seconds = Math.ceil(smsConcurrency * batchSize * longestReservation(settings));
    throw new SettingsError(
      `Settings smsConcurrency=${smsConcurrency}, smsPartsPerSecond=${smsPartsPerSecond} and ` +
        `smsTextsPerSecond=${smsTextsPerSecond} conflict: with ${smsConcurrency} concurrent batches of ${batchSize} ` +
        `texts, a batch may wait ${seconds} s for the rate, and has ${SMS_TIMEOUT.toSeconds() * WAITING_SHARE} s. At ` +
        `this rate smsConcurrency takes auto, or at most ${fitting}.`,
    );
  }
  const feeding = 1 + Math.ceil((Math.min(smsPartsPerSecond, smsTextsPerSecond) * BATCH_OVERHEAD) / batchSize);
  const derived = Math.max(MIN_CONCURRENCY, Math.min(MAX_CONCURRENCY, fitting, feeding));
  return { ...timings(SMS_TIMEOUT, smsConcurrency === "auto" ? derived : smsConcurrency), batchSize };
}

/** How many seconds of the account's rate the longest text uses. */
function longestReservation({ smsPartsPerSecond, smsTextsPerSecond }: SmsRates): number {
  return Math.max(MAX_SMS_PARTS / smsPartsPerSecond, 1 / smsTextsPerSecond);
}

/** The email consumer's timings. */
export function emailTimings(): ConsumerTimings {
  return timings(EMAIL_TIMEOUT, MIN_CONCURRENCY);
}

/** The timings of the consumer of bookings, which claims nothing. */
export function bookingsTimings(): ConsumerTimings {
  return timings(BOOKINGS_TIMEOUT, MIN_CONCURRENCY);
}

/** The timings of the consumer of receipts, which claims nothing. */
export function receiptsTimings(): ConsumerTimings {
  return timings(RECEIPTS_TIMEOUT, MIN_CONCURRENCY);
}

/** The timings of the consumer of answers, which claims nothing. */
export function repliesTimings(): ConsumerTimings {
  return timings(REPLIES_TIMEOUT, MIN_CONCURRENCY);
}

/**
 * Derives the other times from a function's time-out:
 * - the lease is longer than the time-out, so that nobody claims a notification that its owner may still be sending;
 * - the visibility timeout is longer than the lease, so that the claim of a function that died has expired when its
 *   message is received again. AWS recommends six time-outs for an SQS event source, which retries throttled invocations.
 */
function timings(timeout: Duration, concurrency: number): ConsumerTimings {
  const seconds = timeout.toSeconds();
  const lease = Duration.seconds(Math.ceil(seconds * 1.5));
  return { batchSize: BATCH_SIZE, concurrency, timeout, lease, visibility: Duration.seconds(seconds * 6) };
}
