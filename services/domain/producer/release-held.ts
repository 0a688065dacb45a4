/** Queues texts whose send window opens, spread over its first minutes. */
import { isInternalItem } from "../../../contracts/tables/appointments-table";
import { type HeldText, readHeldText } from "../../../contracts/tables/held-texts";
import { inBatchesBySize } from "../concurrency/batches";
import { MAX_DELAY_SECONDS } from "../ports";
import { enqueueBatch } from "../retry/enqueue";
import { errorCode } from "../retry/failure";
import type { DueAppointment } from "./appointments";
import type { ProducerDependencies, ProducerRun, Tally } from "./producer-run";

/** Seconds before the appointment by which a delayed text is delivered. */
const LEAST_NOTICE = 300;

/** The next place in the line of those that a sweep releases. */
type Spread = () => number;

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
    return place % (MAX_DELAY_SECONDS + 1);
  };
}

/** A text has two message parts on average, as in the sample day (docs/costs.md); the rate limiter knows the exact number. */
const PARTS_PER_TEXT = 2;

/** How many texts may leave a second. */
export function releaseRate(partsPerSecond: number, textsPerSecond: number): number {
  return Math.min(textsPerSecond, partsPerSecond / PARTS_PER_TEXT);
}

/**
 * Queues the texts of a due list's page that waited for their send window, and then deletes their items. If it dies in
 * between, a text is queued twice, and its claim sends it once.
 * @returns a task for each batch, not yet started
 */
export function heldBatchesOf(
  page: readonly DueAppointment[],
  run: ProducerRun,
  tally: Tally,
  spread: Spread,
  deps: ProducerDependencies,
): (() => Promise<void>)[] {
  const texts: HeldText[] = [];
  for (const { item } of page.filter(isInternalItem)) {
    const text = readHeldText(item);
    if (text) texts.push(text);
    else deps.logger.error("held text unreadable", { batchId: run.id });
  }
  return inBatchesBySize(texts, bytesOf).map((batch) => () => release(batch, run, tally, spread, deps));
}

async function release(
  batch: readonly HeldText[],
  run: ProducerRun,
  tally: Tally,
  spread: Spread,
  { queue, heldTexts, clock, logger }: ProducerDependencies,
): Promise<void> {
  const now = clock.now();
  const messages = batch.map((text) => {
    const delaySeconds = delayOf(text, now, spread());
    return { body: text.body, attributes: text.attributes, ...(delaySeconds > 0 && { delaySeconds }) };
  });
  const refused = await enqueueBatch(messages, queue, clock);
  const queued = batch.filter((_, index) => !refused.has(index));
  tally.enqueued += queued.length;
  tally.countUnsent(refused.values());
  const removed = await Promise.allSettled(queued.map((text) => heldTexts.remove(text)));
  const failures = removed.filter((result) => result.status === "rejected");
  if (!failures[0]) return;
  // They are queued again by the next sweep, and their claims send them once.
  tally.stillDue += failures.length;
  const code = errorCode(failures[0].reason);
  logger.error("released texts not deleted", { batchId: run.id, count: failures.length, code });
}

/** Bytes of its message. An attribute's type counts too. */
function bytesOf({ body, attributes }: HeldText): number {
  const texts = Object.entries(attributes).flatMap(([name, value]) => [name, value, "String"]);
  return [body, ...texts].reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
}

/** Never before the window opens, and never so late that the text comes when its appointment begins. */
function delayOf({ opensAt, appointmentTime }: HeldText, now: number, place: number): number {
  const untilOpen = Math.max(0, Math.ceil((opensAt - now) / 1_000));
  const untilLate = Math.floor((Date.parse(appointmentTime) - now) / 1_000) - LEAST_NOTICE;
  return Math.min(MAX_DELAY_SECONDS, Math.max(untilOpen, Math.min(untilOpen + place, untilLate)));
}
