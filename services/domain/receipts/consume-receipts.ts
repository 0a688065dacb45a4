/** Processes a batch of the receipts queue. */
import { METRICS, type MetricSeries, type MetricValues } from "../../../contracts/metrics";
import { RECEIPTS_SOURCE } from "../../../contracts/queue-attributes";
import { CONFIGURATION_RECEIPT_CODES } from "../../../contracts/receipts/receipt-codes";
import { deadLetterAttributes } from "../dead-letters/dead-letters";
import type { Logger, Metrics, OutcomeTopic, Queue, QueueMessage } from "../ports";
import { outcomeEvent } from "../reporting/outcome-event";
import { emitMetrics, publishEvents, withoutZeros } from "../reporting/publish";
import { errorCode } from "../retry/failure";
import { type AppliedReceipt, type ApplyReceiptDependencies, applyReceipt, ReceiptWaits } from "./apply-receipt";
import { readReceipt } from "./read-receipt";
import type { Receipt } from "./receipt";

export interface ReceiptsDependencies extends ApplyReceiptDependencies {
  /** The DLQ of the receipts. */
  readonly deadLetters: Queue;
  readonly topic: OutcomeTopic;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** The pipeline's AWS account. */
  readonly account: string;
}

export interface ReceiptsBatch {
  readonly id: string;
  readonly messages: readonly QueueMessage[];
}

/**
 * How often a receipt is received before it counts as another program's: it may be faster than the log's record of the
 * send and than the index. With the queue's visibility timeout of five minutes it waits for 25.
 */
export const MATCH_ATTEMPTS = 6;

type Consumed =
  | { readonly kind: "ignored" | "rejected" }
  | { readonly kind: "applied"; readonly receipt: Receipt; readonly applied: AppliedReceipt };

/**
 * Processes the messages of a batch, all at the same time.
 * @returns one settled result for each message, in their order; SQS is to deliver again what is rejected
 */
export async function consumeReceipts(
  batch: ReceiptsBatch,
  deps: ReceiptsDependencies,
): Promise<PromiseSettledResult<Consumed>[]> {
  const results = await Promise.allSettled(batch.messages.map((message) => consume(message, batch, deps)));
  const consumed = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failures = results.filter(
    (result) => result.status === "rejected" && !(result.reason instanceof ReceiptWaits),
  ).length;
  const events = consumed.flatMap((each) => (each.kind === "applied" ? eventsOf(each.applied) : []));
  await Promise.all([
    publishEvents(batch.id, events, deps),
    emitMetrics(batch.id, countReceipts(consumed, failures), deps, undefined, measureDeliveries(consumed)),
  ]);
  return results;
}

async function consume(message: QueueMessage, batch: ReceiptsBatch, deps: ReceiptsDependencies): Promise<Consumed> {
  const ids = { batchId: batch.id, queueMessageId: message.id };
  try {
    const read = readReceipt(message.body, deps.account);
    if (read.kind === "ignored") return { kind: "ignored" };
    if (read.kind === "invalid") {
      const { reason, field } = read;
      const attributes = deadLetterAttributes(reason, field || "body", RECEIPTS_SOURCE);
      await deps.deadLetters.send({ body: message.body, attributes });
      deps.logger.error("receipt rejected", { ...ids, reason, field });
      return { kind: "rejected" };
    }
    const { receipt } = read;
    const applied = await applyReceipt(message, receipt, batch.id, deps);
    if (applied.kind === "unmatched" && (message.receives ?? 1) < MATCH_ATTEMPTS) throw new ReceiptWaits("UNMATCHED");
    return { kind: "applied", receipt, applied };
  } catch (error) {
    const code = errorCode(error);
    if (error instanceof ReceiptWaits) deps.logger.info("receipt left to wait", { ...ids, code });
    else deps.logger.error("receipt left to retry", { ...ids, code });
    throw error;
  }
}

function eventsOf(applied: AppliedReceipt) {
  if (applied.kind === "published-again") return [outcomeEvent(applied.item)];
  // The outcome of a text that becomes an email is published by the consumer of emails.
  if (applied.kind !== "recorded" || applied.transition === "fallBackUndelivered") return [];
  return [outcomeEvent(applied.item)];
}

/** The receipts that changed their notifications. */
function recordedOf(consumed: readonly Consumed[]) {
  return consumed.flatMap((each) =>
    each.kind === "applied" && each.applied.kind === "recorded"
      ? [{ ...each.receipt, transition: each.applied.transition }]
      : [],
  );
}

function countReceipts(consumed: readonly Consumed[], failures: number): MetricValues {
  const recorded = recordedOf(consumed);
  const failed = recorded.filter(({ result }) => result.kind === "failed");
  const isMisconfigured = ({ result }: Pick<Receipt, "result">) =>
    result.kind === "failed" && CONFIGURATION_RECEIPT_CODES.includes(result.code);
  const isUnmatched = (each: Consumed) => each.kind === "applied" && each.applied.kind === "unmatched";
  return withoutZeros({
    [METRICS.delivered]: recorded.length - failed.length,
    [METRICS.undelivered]: failed.filter(({ transition }) => transition !== "fallBackUndelivered").length,
    [METRICS.undeliveredTexts]: failed.filter(({ channel }) => channel === "SMS").length,
    [METRICS.misconfiguredReceipts]: recorded.filter(isMisconfigured).length,
    [METRICS.unmatchedReceipts]: consumed.filter(isUnmatched).length,
    [METRICS.rejected]: consumed.filter(({ kind }) => kind === "rejected").length,
    [METRICS.retried]: failures,
  });
}

/** How long the deliveries took. */
function measureDeliveries(consumed: readonly Consumed[]): MetricSeries {
  const seconds = recordedOf(consumed).flatMap(({ result }) =>
    result.kind === "delivered" && result.seconds !== undefined ? [result.seconds] : [],
  );
  return seconds.length > 0 ? { [METRICS.deliverySeconds]: seconds } : {};
}
