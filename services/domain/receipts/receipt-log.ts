/** The delivery log as receipts need it. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { TransitionEntry } from "../notification/delivery-log";
import type { NotificationKey } from "../notification/notification";
import type { ReceiptTransition } from "../notification/receipt-rules";

/** What the index of message ids has of a text's notification. */
export interface FoundText {
  readonly key: NotificationKey;
  /** Whether an email can be made of it. */
  readonly hasFallback: boolean;
}

export type ReceiptApplied =
  | { readonly applied: true; readonly item: DeliveryLogItem }
  /** The log's state does not allow the transition, or (without an item) there is no such notification. */
  | { readonly applied: false; readonly item?: DeliveryLogItem };

export interface ReceiptLog {
  /**
   * Finds the notification of a text by the carrier's message id.
   * @returns undefined if there is none, or the index does not have it yet
   */
  find(smsMessageId: string): Promise<FoundText | undefined>;
  /**
   * Makes a transition if the table of receipts' rules allows it: one conditional write.
   * @param expected make it from whatever state, if the notification is still exactly as in this item
   */
  apply(transition: ReceiptTransition, entry: TransitionEntry, expected?: DeliveryLogItem): Promise<ReceiptApplied>;
  /**
   * Adds a line to the history, and changes nothing else.
   * @param item as it was read
   * @returns false if it has changed since, and nothing was added
   */
  note(item: DeliveryLogItem, line: NotedReceipt): Promise<boolean>;
}

export type NotedReceipt = Required<Pick<TransitionEntry, "channel" | "messageId" | "code">>;
