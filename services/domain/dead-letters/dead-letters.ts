import type { ContractViolation } from "../../../contracts/appointment-check";
import {
  type DeadLetterReason,
  QUEUE_ATTRIBUTES,
  type RECEIPTS_SOURCE,
  type SourceQueue,
} from "../../../contracts/queue-attributes";
import type { Queue, QueueMessage } from "../ports";
import { firstSentAttribute } from "./own-attributes";

/** Sends a message that breaks the contract to the DLQ, unchanged. */
export async function rejectMessage(message: QueueMessage, violation: ContractViolation, deadLetters: Queue) {
  const cause = { reason: violation.reason, detail: violation.field || "body", source: "appointments" } as const;
  await sendToDeadLetters(message, cause, deadLetters);
}

/** Why a message goes to the DLQ. */
export interface DeadLetterCause {
  readonly reason: DeadLetterReason;
  /** The name of a field, or an error code. */
  readonly detail: string;
  /** The queue that a redrive returns it to. */
  readonly source: SourceQueue;
}

/** Sends a message to the DLQ, unchanged. */
export async function sendToDeadLetters(
  message: QueueMessage,
  { reason, detail, source }: DeadLetterCause,
  deadLetters: Queue,
): Promise<void> {
  const attributes = { ...deadLetterAttributes(reason, detail, source), ...firstSentAttribute(message) };
  await deadLetters.send({ body: message.body, attributes });
}

/** The attributes of a message in a DLQ: see {@link sendToDeadLetters}. */
export function deadLetterAttributes(
  reason: DeadLetterReason,
  detail: string,
  source: SourceQueue | typeof RECEIPTS_SOURCE,
): Record<string, string> {
  return {
    [QUEUE_ATTRIBUTES.deadLetterReason]: reason,
    [QUEUE_ATTRIBUTES.deadLetterDetail]: detail,
    [QUEUE_ATTRIBUTES.sourceQueue]: source,
  };
}
