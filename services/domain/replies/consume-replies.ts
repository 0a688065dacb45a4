/** Processes a batch of the replies queue. */
import { METRICS, type MetricName, type MetricValues } from "../../../contracts/metrics";
import { QUEUE_ATTRIBUTES, REPLIES_SOURCE } from "../../../contracts/queue-attributes";
import type { ReplyStatus } from "../../../contracts/replies/meanings";
import { deadLetterAttributes } from "../dead-letters/dead-letters";
import { firstSentAt } from "../first-sent-at";
import type { Metrics, Queue, QueueMessage } from "../ports";
import { emitMetrics, withoutZeros } from "../reporting/publish";
import { errorCode, OutOfTime } from "../retry/failure";
import { type AppliedReply, type ApplyReplyDependencies, applyReply, ReplyWaits } from "./apply-reply";
import { readReply } from "./inbound-reply";

export interface RepliesDependencies extends ApplyReplyDependencies {
  /** The DLQ of the answers. */
  readonly deadLetters: Queue;
  readonly metrics: Metrics;
}

export interface RepliesBatch {
  readonly id: string;
  readonly messages: readonly QueueMessage[];
  /** ms since 1970: no answer is begun, and no wait lasts, after this time. */
  readonly deadline: number;
}

type Consumed = AppliedReply | { readonly kind: "rejected" };

/**
 * Processes the messages of a batch: those of one phone in the order in which they came, all others at the same time.
 * @returns one settled result for each message, in their order; SQS is to deliver again what is rejected
 */
export async function consumeReplies(
  batch: RepliesBatch,
  deps: RepliesDependencies,
): Promise<PromiseSettledResult<Consumed>[]> {
  // 1. Each answer.
  const lines = new Map<string, Promise<unknown>>();
  const now = deps.clock.now();
  const inOrder = [...batch.messages].sort((one, other) => firstSentAt(one, now) - firstSentAt(other, now));
  const results = new Map<QueueMessage, Promise<Consumed>>();
  for (const message of inOrder) {
    const sender = senderIn(message);
    const before = lines.get(sender) ?? Promise.resolve();
    const result = before.then(() => consume(message, batch, deps));
    results.set(message, result);
    lines.set(
      sender,
      result.catch(() => {}),
    );
  }
  const settled = await Promise.allSettled(batch.messages.map((message) => results.get(message) as Promise<Consumed>));
  // 2. Report the results, with one call; no answer fails because of it.
  const failures = settled.filter(
    (result) => result.status === "rejected" && !(result.reason instanceof ReplyWaits),
  ).length;
  const consumed = settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  await emitMetrics(batch.id, countReplies(consumed, failures), deps);
  return settled;
}

/** What answers of one phone have in common; those that cannot be read have nothing to wait for. */
function senderIn({ id, body }: QueueMessage): string {
  const read = readReply(body);
  return (read.kind === "reply" && read.reply.phoneNumber) || id;
}

async function consume(message: QueueMessage, batch: RepliesBatch, deps: RepliesDependencies): Promise<Consumed> {
  const ids = { batchId: batch.id, queueMessageId: message.id };
  try {
    if (deps.clock.now() > batch.deadline) throw new OutOfTime();
    const read = readReply(message.body);
    if (read.kind === "invalid") {
      const { reason, field } = read;
      const firstSent = { [QUEUE_ATTRIBUTES.firstSentAt]: String(firstSentAt(message, deps.clock.now())) };
      const attributes = { ...deadLetterAttributes(reason, field || "body", REPLIES_SOURCE), ...firstSent };
      await deps.deadLetters.send({ body: message.body, attributes });
      deps.logger.error("answer rejected", { ...ids, reason, field });
      return { kind: "rejected" };
    }
    return await applyReply(message, read.reply, batch.deadline, deps);
  } catch (error) {
    const code = errorCode(error);
    if (error instanceof ReplyWaits) deps.logger.info("answer left to wait", { ...ids, code });
    else deps.logger.error("answer left to retry", { ...ids, code });
    throw error;
  }
}

const COUNTED_AS: Readonly<Record<ReplyStatus, MetricName | undefined>> = {
  CONFIRMED: METRICS.confirmations,
  CANCEL_REQUESTED: METRICS.cancelRequests,
  RESCHEDULE_REQUESTED: METRICS.rescheduleRequests,
  OPTED_OUT: METRICS.optOuts,
  OPTED_IN: undefined,
  REPLY_UNCLEAR: METRICS.unclearReplies,
};

function countReplies(consumed: readonly Consumed[], failures: number): MetricValues {
  // An answer that SQS delivered twice was counted before.
  const answered = consumed.filter(({ kind }) => kind === "applied" || kind === "ignored");
  const counts: Partial<Record<MetricName, number>> = {
    [METRICS.replies]: answered.length,
    [METRICS.rejected]: consumed.filter(({ kind }) => kind === "rejected").length,
    [METRICS.retried]: failures,
  };
  for (const one of consumed) {
    const name = one.kind === "applied" && one.reply.status ? COUNTED_AS[one.reply.status] : undefined;
    if (name) counts[name] = (counts[name] ?? 0) + 1;
  }
  return withoutZeros(counts);
}
