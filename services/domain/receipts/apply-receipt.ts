/** Records what a receipt says of its notification. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import { decideReceipt } from "../notification/decide-receipt";
import type { TransitionEntry } from "../notification/delivery-log";
import { laterMessageOf } from "../notification/receipt-changes";
import type { ReceiptTransition } from "../notification/receipt-rules";
import type { Clock, Queue, QueueMessage, Random } from "../ports";
import { RetryLater } from "../retry/failure";
import type { Receipt } from "./receipt";
import type { FoundText, ReceiptLog } from "./receipt-log";

export interface ApplyReceiptDependencies {
  readonly log: ReceiptLog;
  readonly emailQueue: Queue;
  readonly appointmentsQueue: Queue;
  readonly clock: Clock;
  readonly random: Random;
}

export type AppliedReceipt =
  | { readonly kind: "recorded"; readonly transition: ReceiptTransition; readonly item: DeliveryLogItem }
  /** This very receipt was recorded before, and its event may be lost. */
  | { readonly kind: "published-again"; readonly item: DeliveryLogItem }
  | { readonly kind: "noted" }
  | { readonly kind: "unmatched" };

/** A receipt that must wait: nothing failed, and SQS delivers it again. */
export class ReceiptWaits extends RetryLater {}

/** A history that has this many lines gets no more notes, however often receipts are repeated. */
const MAX_LINES = 40;

/**
 * @param message the receipt's message on its queue
 * @throws ReceiptWaits if an attempt to send is in progress
 */
export async function applyReceipt(
  message: QueueMessage,
  receipt: Receipt,
  batchId: string,
  deps: ApplyReceiptDependencies,
): Promise<AppliedReceipt> {
  // 1. Find the notification.
  const { channel, messageId, reference, result } = receipt;
  const found = reference ?? (channel === "SMS" ? await deps.log.find(messageId) : undefined);
  if (!found) return { kind: "unmatched" };
  // 2. Make the transition, or do what the log's state decides.
  const transition = transitionOf(receipt, found, deps.clock.now());
  const { code } = result;
  const ids = { queueMessageId: message.id, batchId, claimId: deps.random.uuid() };
  const entry: TransitionEntry = { key: found.key, channel, messageId, ...(code && { code }), ...ids };
  const first = await deps.log.apply(transition, entry);
  if (first.applied) return recorded(transition, first.item, deps);
  const { item } = first;
  if (!item) return { kind: "unmatched" };
  const redriven = message.attributes[QUEUE_ATTRIBUTES.deadLetterReason] !== undefined;
  const request = { transition, now: deps.clock.now(), queueMessageId: message.id, messageId, redriven };
  const decision = decideReceipt(item, { ...request, claimId: reference?.claimId });
  switch (decision) {
    case "apply": {
      const second = await deps.log.apply(transition, entry, item);
      if (!second.applied) throw new ReceiptWaits("CHANGED_MEANWHILE");
      return recorded(transition, second.item, deps);
    }
    case "hand-over-again":
      await sendEmail(item, deps.emailQueue);
      return { kind: "noted" };
    case "publish-again":
      await queueLater(item, deps);
      return { kind: "published-again", item };
    case "in-progress":
      throw new ReceiptWaits("IN_PROGRESS");
    case "note":
      await note(item, { channel, messageId, code: code ?? `${channel}_DELIVERED` }, deps.log);
      return { kind: "noted" };
  }
}

function transitionOf({ channel, result }: Receipt, { key, hasFallback }: FoundText, now: number): ReceiptTransition {
  if (result.kind === "delivered") return channel === "SMS" ? "recordSmsDelivered" : "recordEmailDelivered";
  if (channel === "EMAIL") return result.forNow ? "recordUndelivered" : "recordBounce";
  // Nothing is sent for an appointment that has begun.
  return hasFallback && key.timestamp > now ? "fallBackUndelivered" : "recordUndelivered";
}

async function recorded(
  transition: ReceiptTransition,
  item: DeliveryLogItem,
  deps: ApplyReceiptDependencies,
): Promise<AppliedReceipt> {
  if (transition === "fallBackUndelivered") await sendEmail(item, deps.emailQueue);
  await queueLater(item, deps);
  return { kind: "recorded", transition, item };
}

/** Queues the email that follows a text which was not delivered. */
async function sendEmail({ fallbackMessage, reason = "" }: DeliveryLogItem, emailQueue: Queue): Promise<void> {
  if (fallbackMessage === undefined) throw new RetryLater("FALLBACK_MESSAGE_MISSING");
  await emailQueue.send({ body: fallbackMessage, attributes: { [QUEUE_ATTRIBUTES.fallbackReason]: reason } });
}

/** Queues the message that came after what was not delivered, with another contact or the wish for no reminders. */
async function queueLater(item: DeliveryLogItem, { appointmentsQueue }: ApplyReceiptDependencies): Promise<void> {
  const later = laterMessageOf(item);
  if (later) await appointmentsQueue.send(later);
}

/**
 * Adds a line to the history, unless it has this one.
 * @throws ReceiptWaits if the notification has changed since it was read: the receipt may make a transition now
 */
async function note(
  item: DeliveryLogItem,
  line: { readonly channel: Receipt["channel"]; readonly messageId: string; readonly code: string },
  log: ReceiptLog,
): Promise<void> {
  const { history, status } = item;
  // Nothing is added to what an erasure has left.
  if (status === "ERASED") return;
  const isKnown = history.some(
    (known) =>
      known.messageId === line.messageId &&
      (known.code === line.code || (known.code === undefined && known.status === line.code)),
  );
  if (isKnown || history.length >= MAX_LINES) return;
  if (!(await log.note(item, line))) throw new ReceiptWaits("CHANGED_MEANWHILE");
}
