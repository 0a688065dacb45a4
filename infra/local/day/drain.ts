import { setTimeout as wait } from "node:timers/promises";
import { resourceNames } from "../../../contracts/resource-names";
import { type QueueCounts, totalOf } from "../../../services/domain/queue-counts";
import type { Outbox } from "../emulators/outbox";
import type { Progress } from "./progress";

const LOOK_EVERY_MS = 200;
/** The longest quiet time of a run: a postponed message, or the last of a failing email's retries. */
const STUCK_AFTER_MS = 120_000;

/** What shows how far the pipeline is. */
export interface ObservedPipeline {
  /** The deployment's suffix, such as `dev`. */
  readonly environment: string;
  /** By queue name. */
  queueCounts(): Promise<Record<string, QueueCounts>>;
  outbox(): Outbox;
}

/**
 * Waits until the queues before the DLQ are empty: nothing visible, in flight or delayed, twice in a row.
 * @param total how many messages are put in
 * @param enqueued have all been put in?
 * @returns false where nothing moved any more
 */
export async function drain(
  cloud: ObservedPipeline,
  total: number,
  enqueued: () => boolean,
  progress: Progress,
): Promise<boolean> {
  const { appointmentsQueue, emailQueue, deadLetterQueue } = resourceNames(cloud.environment);
  let done = 0;
  let lastSeen = "";
  let lastMoved = Date.now();
  for (let emptyLooks = 0; emptyLooks < 2; ) {
    const wasEnqueued = enqueued();
    const queues = await cloud.queueCounts();
    const inQueue = (name: string) => totalOf(queues[name] ?? { visible: 0, inFlight: 0, delayed: 0 });
    const left = inQueue(appointmentsQueue) + inQueue(emailQueue);
    const { sms, emails } = cloud.outbox();
    // While messages are still being put in, only what has left the pipeline is known to be done.
    const known = sms.length + emails.length + inQueue(deadLetterQueue);
    done = Math.max(done, Math.min(total, wasEnqueued ? total - left : known));
    progress.show({ done, total, sms: sms.length, emails: emails.length });

    emptyLooks = wasEnqueued && left === 0 ? emptyLooks + 1 : 0;
    const seen = JSON.stringify([queues, known]);
    if (seen !== lastSeen) lastMoved = Date.now();
    lastSeen = seen;
    if (Date.now() - lastMoved > STUCK_AFTER_MS) return false;
    await wait(LOOK_EVERY_MS);
  }
  return true;
}
