import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { replyCode } from "../../../contracts/replies/history-code";
import type { Meaning, Reply } from "../../../contracts/replies/meanings";
import { RetryLater } from "../retry/failure";
import type { ReplyLog } from "./reply-ports";

/** A history that has this many lines gets no more of them from answers. */
const MAX_LINES = 60;

/** Attempts to write an item that others change at the same time; then SQS delivers the answer again. */
const ROUNDS = 5;

export interface NotedReply {
  /** The carrier's id of the answer. */
  readonly id: string;
  readonly meaning: Meaning;
  /** Undefined if the answer is not applied to the appointment. */
  readonly reply: Reply | undefined;
  /** ms since 1970. */
  readonly receivedAt: number;
}

/**
 * Adds an answer to the history of the notification that it is about, once, with what it says of the appointment.
 * @param target as it was read
 * @throws RetryLater if others change the notification at every attempt
 */
export async function noteReply(
  target: DeliveryLogItem,
  { id: messageId, meaning, reply, receivedAt }: NotedReply,
  log: ReplyLog,
): Promise<void> {
  const repliedAt = new Date(receivedAt).toISOString();
  let item: DeliveryLogItem | undefined = target;
  for (let round = 1; item; round += 1) {
    // Nothing is added to what an erasure has left.
    if (item.status === "ERASED") return;
    const isKnown = item.history.some((line) => line.messageId === messageId);
    const isFull = item.history.length >= MAX_LINES && reply === undefined;
    if (isKnown || isFull) return;
    const isLatest = (item.repliedAt ?? "") <= repliedAt;
    const note = { messageId, code: replyCode(meaning), ...(reply && isLatest && { reply: { reply, repliedAt } }) };
    if (await log.note(item, note)) return;
    if (round === ROUNDS) throw new RetryLater("LOG_ITEM_CHANGED_MEANWHILE");
    item = await log.read(item);
  }
}
