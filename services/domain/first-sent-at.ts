import { QUEUE_ATTRIBUTES } from "../../contracts/queue-attributes";
import type { QueueMessage } from "./ports";

/**
 * When a message first reached SQS, in ms since 1970: a copy in the DLQ, and one that was redriven from there, carry that
 * time. A later time than the message's own is not possible, and is not believed.
 * @param now ms since 1970, for a message without a time
 */
export function firstSentAt(
  { attributes, sentAt = Number.NaN }: Pick<QueueMessage, "attributes" | "sentAt">,
  now: number,
): number {
  const carried = attributes[QUEUE_ATTRIBUTES.firstSentAt];
  const known = [carried && /^\d{1,15}$/.test(carried) ? Number(carried) : Number.NaN, sentAt];
  const times = known.filter((time) => time >= 0);
  return times.length > 0 ? Math.min(...times) : now;
}
