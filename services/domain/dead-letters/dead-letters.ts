import type { ContractViolation } from "../../../contracts/appointment-message";
import { type DeadLetterReason, QUEUE_ATTRIBUTES, type SourceQueue } from "../../../contracts/queue-attributes";
import type { Queue, QueueMessage } from "../ports";

/** Puts a message that breaks the contract, whole, in the DLQ. */
export async function rejectMessage(message: QueueMessage, violation: ContractViolation, deadLetters: Queue) {
  await sendToDeadLetters(message, violation.reason, violation.field || "body", "appointments", deadLetters);
}

/**
 * Puts a message in the DLQ, whole.
 * @param detail a field's name or an error code
 * @param source the queue that a redrive returns it to
 */
export async function sendToDeadLetters(
  message: QueueMessage,
  reason: DeadLetterReason,
  detail: string,
  source: SourceQueue,
  deadLetters: Queue,
): Promise<void> {
  await deadLetters.send({
    body: message.body,
    attributes: {
      [QUEUE_ATTRIBUTES.deadLetterReason]: reason,
      [QUEUE_ATTRIBUTES.deadLetterDetail]: detail,
      [QUEUE_ATTRIBUTES.sourceQueue]: source,
    },
  });
}
