/** How a consumer's attempt for one message ends. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { OutcomeEvent } from "../../../contracts/events/event-types";
import { outcomeEvent } from "../reporting/outcome-event";
import { RetryLater } from "../retry/failure";

/** How an attempt ended. An attempt that SQS must repeat throws {@link RetryLater} instead. */
export type AttemptResult =
  | { readonly kind: "outcome"; readonly event: OutcomeEvent }
  /** It waits until somebody corrects the account, the role or the sender. */
  | { readonly kind: "blocked"; readonly code: string }
  /** This message ended it before: the event is published again, and nothing is counted. */
  | { readonly kind: "published-again"; readonly event: OutcomeEvent }
  /** It waits until an operator starts its channel, or its clinic, again. */
  | { readonly kind: "stopped" }
  /** Its text waits until an operator releases a flood, or the day ends. */
  | { readonly kind: "flood-held" }
  /** Its text waits for the send window. */
  | { readonly kind: "held" }
  /** Its patient's data were erased after it was sent: nobody is notified, and nothing is counted or published. */
  | { readonly kind: "erased" }
  | { readonly kind: "handed-over" | "postponed" | "duplicate" | "rejected" };

/**
 * A notification has its outcome, but its message has not reached the DLQ: the outcome is published now, once, and SQS
 * delivers the message again.
 */
export class DeadLetterNotSent extends RetryLater {
  constructor(
    code: string,
    readonly result: AttemptResult,
  ) {
    super(code);
  }
}

/** Of a notification that has just ended. */
export function outcome(item: DeliveryLogItem): AttemptResult {
  if (item.status === "ERASED") return { kind: "erased" };
  return { kind: "outcome", event: outcomeEvent(item) };
}

/** Of a notification whose outcome is already in the log. */
export function publishedAgain(item: DeliveryLogItem): AttemptResult {
  return { kind: "published-again", event: outcomeEvent(item) };
}
