import { setTimeout as wait } from "node:timers/promises";
import { resourceNames } from "../../../contracts/resource-names";
import { type QueueCounts, totalOf } from "../../../services/domain/queue-counts";
import type { Outbox } from "../emulators/outbox";
import type { Progress } from "./progress";

const POLL_EVERY_MS = 200;
/** A run never goes so long without a change, even if it waits for a postponed message or for an email's retries. */
const STUCK_AFTER_MS = 120_000;

/** Where to see the messages of the queues. */
export interface ObservedQueues {
  /** By queue name. */
  queueCounts(): Promise<Record<string, QueueCounts>>;
}

/** Where to see the progress of the pipeline. */
export interface ObservedPipeline extends ObservedQueues {
  /** The environment's full name, such as `dev`. */
  readonly environment: string;
  outbox(): Outbox;
  /** How many asynchronous invocations have not ended, such as runs that share a daily run. */
  pendingInvocations(): number;
  /** How many receipts the carriers are still to give. */
  pendingReceipts(): number;
  /** How many texts patients are still to answer. */
  pendingAnswers(): number;
}

/**
 * Waits until the queues before the DLQs are empty (nothing visible, in flight or delayed), all asynchronous invocations have
 * ended, and the carriers have given all receipts and the patients all answers, twice in a row.
 * @param total number of messages to enqueue
 * @param enqueued whether all are enqueued
 * @returns false if it gave up because nothing changed
 */
export async function drain(
  cloud: ObservedPipeline,
  total: number,
  enqueued: () => boolean,
  progress: Progress,
): Promise<boolean> {
  const { appointmentsQueue, emailQueue, receiptsQueue, repliesQueue, deadLetterQueue } = resourceNames(
    cloud.environment,
  );
  let done = 0;
  let lastSeen = "";
  let lastChange = Date.now();
  for (let emptyPolls = 0; emptyPolls < 2; ) {
    // Runs that share the daily run go on enqueuing after it.
    const wasEnqueued = enqueued() && cloud.pendingInvocations() === 0;
    // Before the queues: a receipt or an answer is in one of them once it is not pending.
    const pending = cloud.pendingReceipts() + cloud.pendingAnswers();
    const queues = await cloud.queueCounts();
    const inQueue = (name: string) => countIn(name, queues);
    const left = inQueue(appointmentsQueue) + inQueue(emailQueue);
    const { sms, emails } = cloud.outbox();
    // While messages are still being enqueued, only those that have left the pipeline count as done.
    const known = sms.length + emails.length + inQueue(deadLetterQueue);
    done = Math.max(done, Math.min(total, wasEnqueued ? total - left : known));
    progress.show({ done, total, sms: sms.length, emails: emails.length });

    const reported = pending + inQueue(receiptsQueue) + inQueue(repliesQueue);
    emptyPolls = wasEnqueued && left + reported === 0 ? emptyPolls + 1 : 0;
    const seen = JSON.stringify([queues, known, pending]);
    if (seen !== lastSeen) lastChange = Date.now();
    lastSeen = seen;
    if (Date.now() - lastChange > STUCK_AFTER_MS) return false;
    await wait(POLL_EVERY_MS);
  }
  return true;
}

/** The messages in a queue: visible, in flight or delayed. */
export async function messagesIn(name: string, queues: ObservedQueues): Promise<number> {
  return countIn(name, await queues.queueCounts());
}

function countIn(name: string, queues: Record<string, QueueCounts>): number {
  return totalOf(queues[name] ?? { visible: 0, inFlight: 0, delayed: 0 });
}
