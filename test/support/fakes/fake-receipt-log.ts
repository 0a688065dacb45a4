import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { TransitionEntry } from "../../../services/domain/notification/delivery-log";
import type { ReceiptTransition } from "../../../services/domain/notification/receipt-rules";
import type {
  FoundText,
  NotedReceipt,
  ReceiptApplied,
  ReceiptLog,
} from "../../../services/domain/receipts/receipt-log";
import { RetryLater } from "../../../services/domain/retry/failure";
import type { FakeDeliveryLog } from "./fake-delivery-log";

/** The log in memory as receipts use it. */
export class FakeReceiptLog implements ReceiptLog {
  /** Whether the index has not yet what the log has. */
  indexLags = false;

  constructor(private readonly log: FakeDeliveryLog) {}

  async find(smsMessageId: string): Promise<FoundText | undefined> {
    const item = this.indexLags ? undefined : this.log.items.find((each) => each.smsMessageId === smsMessageId);
    if (!item) return undefined;
    const { notificationId, timestamp, fallbackChannel } = item;
    return { key: { notificationId, timestamp }, hasFallback: fallbackChannel === "EMAIL" };
  }

  async apply(
    transition: ReceiptTransition,
    entry: TransitionEntry,
    expected?: DeliveryLogItem,
  ): Promise<ReceiptApplied> {
    try {
      return await this.log.apply(transition, entry, expected);
    } catch (error) {
      if (error instanceof RetryLater && error.code === "LOG_ITEM_GONE") return { applied: false };
      throw error;
    }
  }

  note(item: DeliveryLogItem, line: NotedReceipt): Promise<boolean> {
    return this.log.note(item, line);
  }
}
