/** Queues texts whose send window opens, spread over its first minutes. */
import type { HeldText } from "../../../contracts/tables/held-texts";
import { inBatches } from "../concurrency/batches";
import type { BatchQueue, Clock, Logger } from "../ports";
import { errorCode } from "../retry/failure";
import type { DueHeldTexts } from "../send-window/held-texts";
import { enqueueBatch } from "./enqueue";

/** Seconds: the longest delay that SQS accepts. */
const MAX_DELAY = 900;
/** Seconds before the appointment by which a delayed text is delivered. */
const LEAST_NOTICE = 300;

/** The next place in the line of those that a sweep releases. */
export type Spread = () => number;

/**
 * A line in which as many texts leave a second as the account may send. Beyond the longest delay it begins again: the
 * consumers' rate limiter puts off what is too much.
 * @returns the seconds after the sweep at which the next text may be delivered
 */
export function spreadAt(textsPerSecond: number): Spread {
  let released = 0;
  return () => {
    const place = Math.floor(released / textsPerSecond);
    released += 1;
    return place % (MAX_DELAY + 1);
  };
}

export interface ReleaseDependencies {
  readonly queue: BatchQueue;
  readonly heldTexts: DueHeldTexts;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Released {
  /** Texts that were queued. */
  readonly released: number;
  /** The queue's error code for each text that it did not accept: it waits for the next sweep. */
  readonly refused: readonly string[];
  /** Texts that were queued, and whose item could not be deleted: the next sweep queues them again, and one is sent. */
  readonly left: number;
}

/**
 * Queues texts that waited for their send window, in batches, and then deletes their items. If it dies in between, a text
 * is queued twice, and its claim sends it once.
 * @param batchId of the log lines
 * @returns a task for each batch, not yet started
 */
export function releaseHeld(
  texts: readonly HeldText[],
  batchId: string,
  spread: Spread,
  deps: ReleaseDependencies,
): (() => Promise<Released>)[] {
  return inBatches(texts).map((batch) => () => releaseBatch(batch, batchId, spread, deps));
}

async function releaseBatch(
  batch: readonly HeldText[],
  batchId: string,
  spread: Spread,
  { queue, heldTexts, clock, logger }: ReleaseDependencies,
): Promise<Released> {
  const now = clock.now();
  const messages = batch.map((text) => {
    const delaySeconds = delayOf(text, now, spread());
    return { body: text.body, attributes: text.attributes, ...(delaySeconds > 0 && { delaySeconds }) };
  });
  const refused = await enqueueBatch(messages, queue, clock);
  const queued = batch.filter((_, index) => !refused.has(index));
  const removed = await Promise.allSettled(queued.map((text) => heldTexts.remove(text)));
  const failures = removed.filter((result) => result.status === "rejected");
  if (failures[0]) {
    logger.error("released texts not deleted", {
      batchId,
      count: failures.length,
      code: errorCode(failures[0].reason),
    });
  }
  return { released: queued.length, refused: [...refused.values()], left: failures.length };
}

/** Never before the window opens, and never so late that the text comes when its appointment begins. */
function delayOf({ opensAt, appointmentTime }: HeldText, now: number, place: number): number {
  const untilOpen = Math.max(0, Math.ceil((opensAt - now) / 1_000));
  const untilLate = Math.floor((Date.parse(appointmentTime) - now) / 1_000) - LEAST_NOTICE;
  return Math.min(MAX_DELAY, Math.max(untilOpen, Math.min(untilOpen + place, untilLate)));
}
