/** Forwards SNS's delivery logs of texts to the receipts queue. */
import { inBatchesBySize } from "../concurrency/batches";
import { withBoundedConcurrency } from "../concurrency/bounded-concurrency";
import type { BatchQueue, Clock, Logger } from "../ports";
import { enqueueBatch } from "../retry/enqueue";
import { readSubscribedLogs } from "./subscribed-logs";

export interface CollectDependencies {
  /** The receipts queue. */
  readonly receipts: BatchQueue;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Batches that are sent to the queue at the same time. */
const CONCURRENCY = 5;

/** Receipts that the queue did not accept: Lambda delivers the whole event again. */
export class ReceiptsNotQueued extends Error {
  override readonly name = "ReceiptsNotQueued";
}

/**
 * Sends each line of an event of CloudWatch Logs to the receipts queue. It can be repeated without harm: a receipt may
 * arrive twice.
 * @param event as Lambda passes it
 * @param run `id` for the log, and the account whose logs are accepted
 * @throws InvalidLogEvent if it is no such event, or another account's
 * @throws ReceiptsNotQueued after the others are sent
 */
export async function collectReceipts(
  event: unknown,
  run: { readonly id: string; readonly account: string },
  { receipts, logger, clock }: CollectDependencies,
): Promise<void> {
  const lines = readSubscribedLogs(event, run.account);
  const refused = new Map<string, number>();
  const batches = inBatchesBySize(lines, (line) => Buffer.byteLength(line));
  await withBoundedConcurrency(batches, CONCURRENCY, async (batch) => {
    const messages = batch.map((body) => ({ body }));
    for (const code of (await enqueueBatch(messages, receipts, clock)).values()) {
      refused.set(code, (refused.get(code) ?? 0) + 1);
    }
  });
  const codes = [...refused.keys()].join(",");
  const count = [...refused.values()].reduce((total, one) => total + one, 0);
  logger.info("receipts collected", { batchId: run.id, queued: lines.length - count });
  if (count === 0) return;
  logger.error("receipts not queued", { batchId: run.id, count, code: codes });
  throw new ReceiptsNotQueued(codes);
}
