/**
 * The transitions of a notification: the writes to the delivery log that change its state. The log's conditional writes,
 * the consumers' decisions and docs/states.md are built from this table and that of `states.ts`.
 */
import type { NotificationStatus } from "../../../contracts/delivery-log";

export type ConsumerName = "sms" | "email";
/** Who writes to the log. `receipts`: the consumer of the carriers' receipts. */
export type Writer = ConsumerName | "operator" | "receipts";

/** A write to the delivery log that changes a notification's state. */
export interface Transition {
  /** Who makes it. The daily run also finds appointments that are over. */
  readonly by: readonly Writer[];
  readonly to: NotificationStatus;
  /** When it is made. */
  readonly when: string;
  /** Claims the notification for an attempt to send, with a lease. */
  readonly claims?: true;
  /** What happens to the item's reason. If absent, the transition's code, if it has one, becomes the reason. */
  readonly reason?: "keep" | "clear";
  /** What happens to the count of email attempts. `decrement` applies only if the attempt waited for a quota in vain. */
  readonly emailAttempts?: "increment" | "decrement" | "reset";
  /** An outcome is published that says the patient was not reminded. */
  readonly endsFailed?: true;
  /** An operator ends it for good: copies that arrive later are not sent. */
  readonly drops?: true;
  /** The item keeps no personal data: see `erasure-changes.ts`. */
  readonly erases?: true;
}

const CANCELLED =
  "the appointment was cancelled or has ended, is no longer in the table, or the patient answered that it is to be cancelled";
const SUPERSEDED =
  "the appointment has another start, revision or clinic, or the news that it is cancelled is outdated";

export const TRANSITIONS = {
  // The SMS consumer has a message.
  claimSms: { by: ["sms"], to: "SMS_SENDING", when: "there is a usable phone", claims: true },
  waitForWindow: { by: ["sms"], to: "SMS_WAITING", when: "the patient may not be texted yet" },
  routeToEmail: {
    by: ["sms"],
    to: "EMAIL_PENDING",
    when: "there is a usable email, and no usable phone, a fixed line only, or no time left in which a text may go out",
  },
  endWithoutContact: { by: ["sms"], to: "NO_CONTACT", when: "there is no usable contact", endsFailed: true },
  // The SMS consumer holds the notification. Once the SMS was sent, the reason of earlier failures is removed.
  recordSmsSent: { by: ["sms"], to: "SMS_SENT", when: "the carrier accepted it", reason: "clear" },
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
    emailAttempts: "increment",
  },
  // A redriven message has all its attempts again.
  endWithoutEmail: {
    by: ["email"],
    to: "ALL_FAILED",
    when: "there is no usable email",
    emailAttempts: "reset",
    endsFailed: true,
  },
  // The email consumer holds the notification. The reason of the fallback is kept.
  recordEmailSent: { by: ["email"], to: "EMAIL_SENT", when: "the carrier accepted it" },
  retryEmail: {
    by: ["email"],
    to: "EMAIL_PENDING",
    when: "a transient error, or out of time",
    reason: "keep",
    emailAttempts: "decrement",
  },
  fallBackToSms: {
    by: ["email"],
    to: "SMS_RETRYING",
    when: "it began with the email of a fixed line: a permanent error, the last attempt failed, or it still waits near the appointment",
    emailAttempts: "decrement",
  },
  giveUp: {
    by: ["email"],
    to: "ALL_FAILED",
    when: "a permanent error, or the last attempt failed",
    emailAttempts: "reset",
    endsFailed: true,
  },
  // Either consumer, or the daily run.
  expire: { by: ["sms", "email"], to: "EXPIRED", when: "the appointment is over, or only hours of the night are left" },
  // Either consumer, or the daily run. The reason of earlier failures is removed.
  decline: { by: ["sms", "email"], to: "DECLINED", when: "the patient wants no reminders", reason: "clear" },
  // Either consumer, as the message or the appointments table says; `...Held` if it holds the notification.
  cancel: { by: ["sms", "email"], to: "CANCELLED", when: CANCELLED },
  supersede: { by: ["sms", "email"], to: "SUPERSEDED", when: SUPERSEDED },
  cancelHeld: { by: ["sms", "email"], to: "CANCELLED", when: CANCELLED },
  supersedeHeld: { by: ["sms", "email"], to: "SUPERSEDED", when: SUPERSEDED },
  // An operator drops its message from the DLQ. What the reminder was made of stays in the item.
  drop: { by: ["operator"], to: "ALL_FAILED", when: "it is not to be sent", emailAttempts: "reset", drops: true },
  // An operator erases the patient's data, or a message from before that comes later.
  erase: { by: ["operator", "sms", "email"], to: "ERASED", when: "its patient's data are erased", erases: true },
  // A receipt came from a carrier: `receipt-rules.ts`. The reason of the fallback is kept.
  recordSmsDelivered: { by: ["receipts"], to: "SMS_DELIVERED", when: "a text was delivered", reason: "clear" },
  recordEmailDelivered: { by: ["receipts"], to: "EMAIL_DELIVERED", when: "an email was delivered", reason: "keep" },
  fallBackUndelivered: {
    by: ["receipts"],
    to: "EMAIL_PENDING",
    when: "the text was not delivered, and an email can still go out",
  },
  // A message with another contact has all its attempts again.
  recordUndelivered: {
    by: ["receipts"],
    to: "UNDELIVERED",
    when: "the text was not delivered and no email can go out, or a mail server refused the email for the time being",
    emailAttempts: "reset",
  },
  recordBounce: { by: ["receipts"], to: "UNDELIVERED", when: "the email bounced for good", emailAttempts: "reset" },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof TRANSITIONS;
