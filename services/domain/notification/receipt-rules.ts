/**
 * What a carrier's receipt changes: the transitions that it may make from each state, and what becomes of it otherwise.
 * A success counts for any attempt. A failure counts only for the text or email that was accepted last.
 */
import type { NotificationStatus } from "../../../contracts/delivery-log";
import type { TransitionName } from "./transitions";

export const RECEIPT_TRANSITIONS = [
  "recordSmsDelivered",
  "recordEmailDelivered",
  "fallBackUndelivered",
  "recordUndelivered",
  "recordBounce",
] as const satisfies readonly TransitionName[];
export type ReceiptTransition = (typeof RECEIPT_TRANSITIONS)[number];

/** A condition, besides the state, under which a rule applies to a receipt. */
export type ReceiptGuard =
  /** It is of the text or email that the carrier accepted last. */
  | "last message"
  /** It is of the attempt that holds the notification: the carrier's response is not in the log yet. */
  | "its claim"
  /** The claim's lease is over: its owner is dead. */
  | "lease expired"
  /** The last write was made on behalf of this very receipt. */
  | "own receipt"
  /** An operator redrove it from the DLQ, and it is of the text or email that was accepted last. */
  | "redriven"
  /** It is of the text that was accepted last, and the log still has what an email is made of. */
  | "email due"
  /** The history has a bounce of this email. */
  | "bounced"
  /** With it, everything that is known to have been delivered has bounced. */
  | "nothing delivered";

export type ReceiptDecision =
  /** The transition is made. */
  | "apply"
  /** The transition was made, and its event may be lost: publish it again. */
  | "publish-again"
  /** The transition was made, and the message may not have reached the email queue: send it there. */
  | "hand-over-again"
  /** An attempt is in progress: SQS delivers the receipt again after its lease. */
  | "in-progress"
  /** It changes nothing: the history gets a line, once. */
  | "note";

/** Of a state's rules, the first one that fits applies; if none does, the receipt is noted. */
export interface ReceiptRule {
  readonly transitions: readonly ReceiptTransition[];
  readonly on?: ReceiptGuard;
  readonly decision: ReceiptDecision;
}

const DELIVERED = ["recordSmsDelivered", "recordEmailDelivered"] as const;
const FAILED = ["fallBackUndelivered", "recordUndelivered", "recordBounce"] as const;

/** A mail server may accept an email and return it, and its events may arrive in another order. */
const BOUNCED: ReceiptRule = { transitions: ["recordEmailDelivered"], on: "bounced", decision: "note" };
/** No text or email of it is known to have been delivered: a success is the better outcome, whichever was sent last. */
const MAY_BE_DELIVERED: readonly ReceiptRule[] = [BOUNCED, { transitions: DELIVERED, decision: "apply" }];
const SENDING: readonly ReceiptRule[] = [
  BOUNCED,
  // A second attempt may be under way: what it ends with comes first.
  { transitions: DELIVERED, on: "lease expired", decision: "apply" },
  { transitions: DELIVERED, decision: "in-progress" },
  // A dead owner's message is delivered again and tried again.
  { transitions: FAILED, on: "its claim", decision: "in-progress" },
];
const REPEATED: ReceiptRule = { transitions: RECEIPT_TRANSITIONS, on: "own receipt", decision: "publish-again" };
/** A redriven receipt is a new message: its first one may have ended the notification without an event. */
const redriven = (...transitions: readonly ReceiptTransition[]): ReceiptRule => ({
  transitions,
  on: "redriven",
  decision: "publish-again",
});

export const RECEIPT_RULES: Readonly<Record<NotificationStatus, readonly ReceiptRule[]>> = {
  SMS_SENDING: SENDING,
  SMS_RETRYING: MAY_BE_DELIVERED,
  SMS_WAITING: MAY_BE_DELIVERED,
  SMS_SENT: [
    ...MAY_BE_DELIVERED,
    { transitions: ["fallBackUndelivered", "recordUndelivered"], on: "last message", decision: "apply" },
  ],
  SMS_DELIVERED: [REPEATED, redriven("recordSmsDelivered")],
  EMAIL_PENDING: [
    ...MAY_BE_DELIVERED,
    // Its first reader may have died before it queued the email. A receipt from the DLQ has another id, and the appointment
    // may have begun since: then the consumer of emails ends it.
    { transitions: ["fallBackUndelivered", "recordUndelivered"], on: "email due", decision: "hand-over-again" },
  ],
  EMAIL_SENDING: SENDING,
  EMAIL_SENT: [
    { transitions: ["recordEmailDelivered"], on: "last message", decision: "apply" },
    ...MAY_BE_DELIVERED,
    { transitions: ["recordUndelivered", "recordBounce"], on: "last message", decision: "apply" },
  ],
  // A mail server may accept an email and return it later.
  EMAIL_DELIVERED: [
    { transitions: ["recordBounce"], on: "nothing delivered", decision: "apply" },
    REPEATED,
    redriven("recordEmailDelivered"),
  ],
  UNDELIVERED: [...MAY_BE_DELIVERED, REPEATED, redriven(...FAILED)],
  ALL_FAILED: MAY_BE_DELIVERED,
  NO_CONTACT: MAY_BE_DELIVERED,
  DECLINED: [],
  EXPIRED: [],
  CANCELLED: [],
  SUPERSEDED: [],
  ERASED: [],
};
