/** Messages that arrive at random on a queue, and consumers that poll it as Lambda does. */
import { setTimeout as sleep } from "node:timers/promises";
import type { QueueMessage } from "../../../services/domain/ports";
import type { Contestant } from "./contestant";

/** ms until an event source has received the messages and started its function. */
const RECEIVE = 10;
const INVOKE = 10;
const BATCH_SIZE = 10;

export interface Arrivals {
  readonly messages: readonly QueueMessage[];
  /** The average; messages arrive independently of each other. */
  readonly perSecond: number;
  /** At least 0, below 1. */
  readonly random: () => number;
}

/**
 * Runs until all messages have arrived and are processed.
 * @returns when each was queued, ms since 1970, by id
 */
export async function poll(
  { messages, perSecond, random }: Arrivals,
  consumers: readonly Contestant[],
): Promise<ReadonlyMap<string, number>> {
  const queuedAt = new Map<string, number>();
  const waiting: QueueMessage[] = [];
  let arriving = true;
  let wake = () => {};
  let woken = new Promise<void>((resolve) => {
    wake = resolve;
  });

  const arrive = async () => {
    let due = Date.now();
    for (const message of messages) {
      due += (-Math.log(1 - random()) * 1_000) / perSecond;
      const early = due - Date.now();
      if (early > 1) await sleep(early);
      queuedAt.set(message.id, Date.now());
      waiting.push(message);
      wake();
      woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    arriving = false;
    wake();
  };

  const work = async (consumer: Contestant) => {
    while (arriving || waiting.length > 0) {
      if (waiting.length === 0) {
        await woken;
        continue;
      }
      await sleep(RECEIVE);
      const batch = waiting.splice(0, BATCH_SIZE);
      if (batch.length === 0) continue;
      await sleep(INVOKE);
      await consumer.handle(batch);
    }
  };
  await Promise.all([arrive(), ...consumers.map(work)]);
  return queuedAt;
}
