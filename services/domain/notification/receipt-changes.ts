/** What a transition writes for the sake of receipts: by what they find the item, and what they lead to. */
import { type DeliveryLogItem, isOutcome, type NotificationStatus } from "../../../contracts/delivery-log";
import type { OutgoingMessage } from "../ports";
import { type Attribute, type Change, set, setWhereGiven } from "./change";
import type { TransitionEntry } from "./delivery-log";
import { TRANSITIONS, type TransitionName } from "./transitions";

const FALLBACK = ["fallbackMessage", "fallbackChannel"] as const;
/** What is of no use once a notification is no longer undelivered, or was delivered. */
const OF_UNDELIVERED = ["laterMessage"] as const;
/** The outcomes after which a message with another contact may still reach the patient. */
const WITHOUT_SUCCESS: readonly NotificationStatus[] = ["UNDELIVERED", "ALL_FAILED"];
const DELIVERED: readonly TransitionName[] = ["recordSmsDelivered", "recordEmailDelivered"];

/** @param expected the item that the write is made on, if it is known */
export function receiptChanges(
  name: TransitionName,
  { smsMessageId, fallbackMessage }: TransitionEntry,
  expected?: DeliveryLogItem,
): Change[] {
  if (name === "recordSmsSent") {
    const kept = fallbackMessage && [set("fallbackMessage", fallbackMessage), set("fallbackChannel", "EMAIL")];
    return [...setWhereGiven("smsMessageId", smsMessageId), ...(kept || remove(FALLBACK))];
  }
  const { to } = TRANSITIONS[name];
  // What a patient's email is made of is kept only while an email may be made of it.
  const fallback = isOutcome(to) ? remove(FALLBACK) : [];
  if (to === "UNDELIVERED") return fallback;
  const isOver = expected?.status === "UNDELIVERED" || isDelivery(name);
  return isOver ? [...fallback, ...remove(OF_UNDELIVERED)] : fallback;
}

/**
 * The message for the appointments queue that came after what was accepted and then not delivered: see
 * {@link DeliveryLogItem.laterMessage}.
 * @returns undefined if there is none, or if the notification has not failed
 */
export function laterMessageOf({ status, laterMessage }: DeliveryLogItem): OutgoingMessage | undefined {
  return laterMessage !== undefined && WITHOUT_SUCCESS.includes(status) ? { body: laterMessage } : undefined;
}

/** Whether the transition says that the patient got the text or the email. */
export function isDelivery(name: TransitionName): boolean {
  return DELIVERED.includes(name);
}

function remove(attributes: readonly Attribute[]): Change[] {
  return attributes.map((attribute): Change => ({ kind: "remove", attribute }));
}
