import { Duration } from "aws-cdk-lib";
import { MAX_SMS_PARTS } from "../../../contracts/sms-rate-limit";
import { SettingsError } from "./read-settings";
import type { Settings } from "./settings";

/** Messages that one invocation of a consumer takes at most: as many as SQS hands over at once. */
const BATCH_SIZE = 10;

/** The least that SQS event sources take. */
const MIN_CONCURRENCY = 2;

/** The most that `smsConcurrency` takes. */
const MAX_CONCURRENCY = 50;

/** The part of a function's time that a batch may wait for its turn: the rest is for the calls themselves. */
const WAITING_SHARE = 0.8;

/** Seconds of a batch in which it sends nothing: receiving, claiming, the carrier's answer, recording, telling. */
const BATCH_OVERHEAD = 1;

const EMAIL_TIMEOUT = Duration.seconds(30);
const SMS_TIMEOUT = Duration.seconds(60);

type SmsRates = Pick<Settings, "smsPartsPerSecond" | "smsTextsPerSecond">;

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

/**
 * The SMS consumer's. All running invocations take their turns from one clock, so a batch may wait for as many batches
 * as run beside it, each with ten of the longest texts: that wait fits in the function's time. `auto` runs as many as it
 * takes to use up the rate with the shortest texts; a low rate has smaller batches.
 * @throws SettingsError where so many consumers would wait longer
 */
export function smsTimings(settings: SmsRates & Pick<Settings, "smsConcurrency">): ConsumerTimings {
  const { smsPartsPerSecond, smsTextsPerSecond, smsConcurrency } = settings;
  const textsInTime = (SMS_TIMEOUT.toSeconds() * WAITING_SHARE) / longestTurn(settings);
  const batchSize = Math.min(BATCH_SIZE, Math.floor(textsInTime / MIN_CONCURRENCY));
  const fitting = Math.floor(textsInTime / batchSize);
  if (smsConcurrency !== "auto" && smsConcurrency > fitting) {
    const seconds = Math.ceil(smsConcurrency * batchSize * longestTurn(settings));
    throw new SettingsError(
      `Settings smsConcurrency=${smsConcurrency}, smsPartsPerSecond=${smsPartsPerSecond} and ` +
        `smsTextsPerSecond=${smsTextsPerSecond} do not fit: with ${smsConcurrency} batches of ${batchSize} texts at ` +
        `work, one may wait ${seconds} s for its turn, and has ${SMS_TIMEOUT.toSeconds() * WAITING_SHARE} s. At this ` +
        `rate smsConcurrency takes auto, or at most ${fitting}.`,
    );
  }
  const feeding = 1 + Math.ceil((Math.min(smsPartsPerSecond, smsTextsPerSecond) * BATCH_OVERHEAD) / batchSize);
  const derived = Math.max(MIN_CONCURRENCY, Math.min(MAX_CONCURRENCY, fitting, feeding));
  return { ...timings(SMS_TIMEOUT, smsConcurrency === "auto" ? derived : smsConcurrency), batchSize };
}

/** Seconds of the account's rate that the longest text takes. */
function longestTurn({ smsPartsPerSecond, smsTextsPerSecond }: SmsRates): number {
  return Math.max(MAX_SMS_PARTS / smsPartsPerSecond, 1 / smsTextsPerSecond);
}

/** The email consumer's. */
export function emailTimings(): ConsumerTimings {
  return timings(EMAIL_TIMEOUT, MIN_CONCURRENCY);
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
