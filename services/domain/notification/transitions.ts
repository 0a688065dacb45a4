/**
 * The transitions of a notification: the writes to the delivery log that bring it to a state. The conditional writes of
 * the log, the consumers' decisions and docs/states.md are built from this table and that of `states.ts`.
 */
import type { NotificationStatus } from "../../../contracts/delivery-log";

export type ConsumerName = "sms" | "email";
/** Who writes to the log. */
export type Writer = ConsumerName | "operator";

/** A write to the delivery log that brings a notification to a state. */
export interface Transition {
  /** Who makes it. The daily run also finds appointments that are over. */
  readonly by: readonly Writer[];
  readonly to: NotificationStatus;
  /** When it is made. */
  readonly when: string;
  /** Claims the notification for an attempt to send, with a lease. */
  readonly claims?: true;
  /** What becomes of the item's reason; without it the transition's code, where it has one, becomes the reason. */
  readonly reason?: "kept" | "forgotten";
  /** What becomes of the count of email attempts. It is given back if the attempt only waited for a quota. */
  readonly emailTries?: "one more" | "given back" | "from the start";
  /** It was published that the patient was not reminded. */
  readonly endsFailed?: true;
  /** An operator ends it for good, even if copies arrive. */
  readonly drops?: true;
}

export const TRANSITIONS = {
  // The SMS consumer has a message.
  claimSms: { by: ["sms"], to: "SMS_SENDING", when: "there is a usable phone", claims: true },
  routeToEmail: {
    by: ["sms"],
    to: "EMAIL_PENDING",
    when: "there is a usable email, and no usable phone or a fixed line only",
  },
  endWithoutContact: { by: ["sms"], to: "NO_CONTACT", when: "there is no usable contact", endsFailed: true },
  // It holds the notification. Once the SMS was sent, the reason of its earlier failures is removed.
  recordSmsSent: { by: ["sms"], to: "SMS_SENT", when: "the carrier accepted it", reason: "forgotten" },
  retrySms: { by: ["sms"], to: "SMS_RETRYING", when: "a transient error, or out of time" },
  fallBackToEmail: {
    by: ["sms"],
    to: "EMAIL_PENDING",
    when: "a permanent error, or it still waits near the appointment",
  },
  // The email consumer has a message.
  claimEmail: {
    by: ["email"],
    to: "EMAIL_SENDING",
    when: "there is a usable email",
    claims: true,
    emailTries: "one more",
  },
  // A redriven message has all its attempts again.
  endWithoutEmail: {
    by: ["email"],
    to: "ALL_FAILED",
    when: "there is no usable email",
    emailTries: "from the start",
    endsFailed: true,
  },
  // It holds the notification. The reason of the fallback is kept.
  recordEmailSent: { by: ["email"], to: "EMAIL_SENT", when: "the carrier accepted it" },
  retryEmail: {
    by: ["email"],
    to: "EMAIL_PENDING",
    when: "a transient error, or out of time",
    reason: "kept",
    emailTries: "given back",
  },
  fallBackToSms: {
    by: ["email"],
    to: "SMS_RETRYING",
    when: "it began with the email of a fixed line: a permanent error, the last try failed, or it still waits near the appointment",
    emailTries: "given back",
  },
  giveUp: {
    by: ["email"],
    to: "ALL_FAILED",
    when: "a permanent error, or the last try failed",
    emailTries: "from the start",
    endsFailed: true,
  },
  // Either consumer, or the daily run.
  expire: { by: ["sms", "email"], to: "EXPIRED", when: "the appointment is over" },
  // An operator has its message of the DLQ before them. What it was made of stays in the item.
  drop: { by: ["operator"], to: "ALL_FAILED", when: "it is not to be sent", emailTries: "from the start", drops: true },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof TRANSITIONS;
