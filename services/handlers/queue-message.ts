import type { SQSRecord } from "aws-lambda";
import type { QueueMessage } from "../domain/ports";

/** A message as Lambda delivers it. */
export function toMessage({ messageId, body, messageAttributes, attributes: ofQueue }: SQSRecord): QueueMessage {
  const attributes = Object.entries(messageAttributes).map(([name, { stringValue }]) => [name, stringValue ?? ""]);
  const receives = Number(ofQueue.ApproximateReceiveCount);
  const sentAt = Number(ofQueue.SentTimestamp);
  return { id: messageId, body, attributes: Object.fromEntries(attributes), receives, sentAt };
}
