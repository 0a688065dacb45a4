import type { Channel, DeliveryLogItem } from "../../../contracts/delivery-log";
import { repliedMeaning } from "../../../contracts/replies/history-code";

/**
 * The sends by one channel that an item's history shows as accepted.
 * @returns the provider's ids; undefined for an id that the item does not have
 */
export function sendsOf(item: DeliveryLogItem, channel: Channel): (string | undefined)[] {
  const sent = item.history
    .filter((line) => isSend(line) && line.status === `${channel}_SENT`)
    .map(({ messageId }) => messageId ?? item.messageId);
  // A receipt settles a send whose response was lost.
  const settled = item.history.flatMap((line) =>
    line.channel === channel &&
    !repliedMeaning(line.code) &&
    line.messageId !== undefined &&
    !sent.includes(line.messageId)
      ? [line.messageId]
      : [],
  );
  return [...sent, ...new Set(settled)];
}

/** Whether a line is about a send, not a receipt's note, which repeats the status. */
export function isSend({ status, code }: DeliveryLogItem["history"][number]): boolean {
  return code === undefined && (status === "SMS_SENT" || status === "EMAIL_SENT");
}
