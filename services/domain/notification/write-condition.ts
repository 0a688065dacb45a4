/** On which condition a write to the item of a notification is made. The adapter translates it for DynamoDB. */
import type { DeliveryLogItem, NotificationStatus } from "../../../contracts/delivery-log";
import { tooMany } from "./bounded-history";
import type { Attribute } from "./change";
import { isReceiptTransition, sourcesOf } from "./decide";
import type { TransitionEntry } from "./delivery-log";
import type { LogSettings } from "./notification-write";
import type { TransitionName } from "./transitions";

/** What must stand in the log for a write to be made. */
export interface Condition {
  /** It holds also where there is no item. */
  readonly orNew: boolean;
  readonly statuses: readonly NotificationStatus[];
  /** The claim of the item, where it matters. */
  readonly claimId?: string;
  /** The number of the item's last transition, if the item must not have changed. */
  readonly transition?: number;
  /** The number of lines in the history, if none may have been added: a noted receipt is no transition. */
  readonly lines?: number;
  /** The provider's id of the message that was accepted last, where it matters. */
  readonly messageId?: string;
  /** An attribute that the item must have. */
  readonly has?: Attribute;
}

/**
 * The condition of a transition.
 * @param expected see {@link DeliveryLog.apply}
 */
export function conditionOf(
  name: TransitionName,
  entry: TransitionEntry,
  settings: LogSettings,
  expected?: DeliveryLogItem,
): Condition {
  if (expected) {
    // What a receipt may do depends on those that are noted.
    const lines = isReceiptTransition(name) ? expected.history.length : linesOf(expected, settings);
    return { orNew: false, statuses: [expected.status], ...unchanged(expected), ...(lines && { lines }) };
  }
  const { opens, from, held, ofLastMessage } = sourcesOf(name);
  if (ofLastMessage) return { orNew: false, statuses: from, messageId: entry.messageId ?? "" };
  // A claim that was written twice, because its first write came late, has one line more than its holder knows.
  const lines = entry.held && linesOf(entry.held, settings);
  const asRead = lines && { transition: entry.held?.transition, lines };
  return { orNew: opens, statuses: from, ...(held && { claimId: entry.claimId, ...asRead }) };
}

/** That an item is as it was read. */
export function unchanged({ claimId, transition }: DeliveryLogItem): Pick<Condition, "claimId" | "transition"> {
  return { claimId, transition };
}

/** The number of lines in a history from which the next write leaves some out. */
function linesOf(item: DeliveryLogItem, { historyBounds }: LogSettings): number | undefined {
  return tooMany(item, historyBounds) > 0 ? item.history.length : undefined;
}
