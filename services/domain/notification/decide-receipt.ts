/** What the table of receipts' rules means for one receipt. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { ReceiptCode } from "../../../contracts/receipts/receipt-codes";
import { RECEIPT_RULES, type ReceiptDecision, type ReceiptGuard, type ReceiptTransition } from "./receipt-rules";

/** A mail server's refusals after which the email may be delivered all the same. */
export const TEMPORARY_CODES: readonly ReceiptCode[] = ["MAILBOX_FULL", "UNREACHABLE", "EMAIL_REJECTED", "UNKNOWN"];

/** A receipt whose transition the log did not allow without reading the item. */
export interface ReceiptRequest {
  readonly transition: ReceiptTransition;
  /** ms since 1970. */
  readonly now: number;
  /** The receipt's own message on its queue. */
  readonly queueMessageId: string;
  /** The provider's id of the text or email. */
  readonly messageId: string;
  /** The attempt that sent it, if the receipt names it. */
  readonly claimId?: string;
}

/**
 * Decides what a receipt may do with its notification.
 * @param item as it is in the log
 */
export function decideReceipt(item: DeliveryLogItem, request: ReceiptRequest): ReceiptDecision {
  const isExpired = (item.leaseUntil ?? 0) < request.now;
  const isTemporary = (TEMPORARY_CODES as readonly (string | undefined)[]).includes(item.reason);
  const holds: Readonly<Record<ReceiptGuard, boolean>> = {
    "last message": item.messageId === request.messageId,
    "its claim": !isExpired && request.claimId !== undefined && item.claimId === request.claimId,
    "lease expired": isExpired,
    "own receipt": item.queueMessageId === request.queueMessageId,
    "refused for now": item.messageId === request.messageId && isTemporary,
  };
  // A status that only another version knows is left to that version.
  const rules = RECEIPT_RULES[item.status];
  if (!rules) return "in-progress";
  const rule = rules.find(({ transitions, on }) => transitions.includes(request.transition) && (!on || holds[on]));
  return rule?.decision ?? "note";
}
