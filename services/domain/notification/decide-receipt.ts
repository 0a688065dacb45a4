/** What the table of receipts' rules means for one receipt. */
import type { DeliveryLogItem, HistoryLine } from "../../../contracts/delivery-log";
import type { ReceiptCode } from "../../../contracts/receipts/receipt-codes";
import { RECEIPT_RULES, type ReceiptDecision, type ReceiptGuard, type ReceiptTransition } from "./receipt-rules";

/** Codes of emails that came back for good: they were not delivered, whatever is reported besides. */
const BOUNCES: readonly ReceiptCode[] = ["NO_MAILBOX", "SUPPRESSED"];

/** What a line of a message that was delivered has as its status or its code. */
const DELIVERED: readonly string[] = ["SMS_DELIVERED", "EMAIL_DELIVERED", "COMPLAINT"];

/** ms after a claim's lease: a write of its owner that was on its way may still take effect. */
const LATE_RECORD_MS = 300_000;

/** A receipt whose transition the log did not allow without reading the item. */
export interface ReceiptRequest {
  readonly transition: ReceiptTransition;
  /** ms since 1970. */
  readonly now: number;
  /** The receipt's own message on its queue. */
  readonly queueMessageId: string;
  /** The provider's id of the text or email. */
  readonly messageId: string;
  /** It comes from the DLQ. */
  readonly redriven?: boolean;
  /** The attempt that sent it, if the receipt names it. */
  readonly claimId?: string;
}

/**
 * Decides what a receipt may do with its notification.
 * @param item as it is in the log
 */
export function decideReceipt(item: DeliveryLogItem, request: ReceiptRequest): ReceiptDecision {
  const isOwn = request.claimId !== undefined && item.claimId === request.claimId;
  const isExpired = (item.leaseUntil ?? 0) < request.now;
  const isLast = item.messageId === request.messageId;
  const holds: Readonly<Record<ReceiptGuard, boolean>> = {
    "last message": isLast,
    redriven: isLast && request.redriven === true,
    "its claim": isOwn && (item.leaseUntil ?? 0) + LATE_RECORD_MS >= request.now,
    "lease expired": isExpired,
    "own receipt": item.queueMessageId === request.queueMessageId,
    "email due": isLast && item.fallbackMessage !== undefined,
    bounced: bouncedOf(item).has(request.messageId),
    "nothing delivered": isNothingDelivered(item, request.messageId),
  };
  // A status that only another version knows is left to that version.
  const rules = RECEIPT_RULES[item.status];
  if (!rules) return "in-progress";
  const rule = rules.find(({ transitions, on }) => transitions.includes(request.transition) && (!on || holds[on]));
  return rule?.decision ?? "note";
}

/** The emails that have come back, by the history. */
function bouncedOf({ history }: DeliveryLogItem): ReadonlySet<string> {
  const bounces = history.filter(({ code }) => (BOUNCES as readonly (string | undefined)[]).includes(code));
  return new Set(bounces.flatMap(({ messageId }) => messageId ?? []));
}

/**
 * Whether nothing that is known to have been delivered stays so.
 * @param bounced the email that has come back now
 */
function isNothingDelivered(item: DeliveryLogItem, bounced: string): boolean {
  const noted = item.history.filter(saysDelivered).flatMap(({ messageId }) => messageId ?? []);
  const before = bouncedOf(item);
  return [item.messageId, ...noted].every((messageId) => messageId === bounced || before.has(messageId ?? ""));
}

/** Whether a line says that its message was delivered; one that only notes a receipt has its code. */
function saysDelivered({ status, code }: HistoryLine): boolean {
  return DELIVERED.includes(code ?? status);
}
