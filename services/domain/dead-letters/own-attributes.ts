import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import { firstSentAt } from "../first-sent-at";
import type { QueueMessage } from "../ports";

const OWN: readonly string[] = Object.values(QUEUE_ATTRIBUTES);

/**
 * The attributes of a copy of a message: the pipeline's own, and when the message first reached SQS. With a sender's there
 * could be more than the ten that SQS accepts.
 */
export function ownAttributes({ attributes, sentAt }: Pick<QueueMessage, "attributes" | "sentAt">) {
  const own = Object.entries(attributes).filter(([name]) => OWN.includes(name));
  return { ...Object.fromEntries(own), ...firstSentAttribute({ attributes, sentAt }) };
}

/** When a message first reached SQS, for a copy of it; none if that is not known. */
export function firstSentAttribute(message: Pick<QueueMessage, "attributes" | "sentAt">): Record<string, string> {
  const first = firstSentAt(message, Number.NaN);
  return first >= 0 ? { [QUEUE_ATTRIBUTES.firstSentAt]: String(first) } : {};
}
