import type { OutcomeEvent, ReplyEvent } from "./event-types";

/**
 * What identifies an event: the same event may be published more than once, with the same id, and no other event has it.
 * It is the `id` of the CloudEvent, and the same for an event that is published again by an operator.
 */
export function eventId(event: OutcomeEvent | ReplyEvent): string {
  return "replyId" in event ? event.replyId : `${event.notificationId}.${event.transition}`;
}
