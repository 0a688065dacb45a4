/**
 * The states of a notification and what may follow each: the conditional writes of the delivery log are built from
 * this table, and nothing else decides.
 */
import type { DeliveryLogItem, NotificationStatus } from "../../contracts/delivery-log";

export interface Move {
  readonly to: NotificationStatus;
  /** May be a notification's first. */
  readonly opens: boolean;
  readonly from: readonly NotificationStatus[];
  /** Only the claim that holds the notification may make it. */
  readonly held: boolean;
  /** Takes the notification for a try to send, with a lease. */
  readonly claims: boolean;
}

const open = (to: NotificationStatus, from: readonly NotificationStatus[], claims = false): Move => ({
  to,
  opens: true,
  from,
  held: false,
  claims,
});
const held = (to: NotificationStatus, from: NotificationStatus): Move => ({
  to,
  opens: false,
  from: [from],
  held: true,
  claims: false,
});

export const MOVES = {
  // The SMS consumer takes up a message.
  claimSms: open("SMS_SENDING", ["SMS_RETRYING"], true),
  routeToEmail: open("EMAIL_PENDING", ["SMS_RETRYING"]),
  endWithoutContact: open("NO_CONTACT", ["SMS_RETRYING"]),
  // It holds the notification.
  recordSmsSent: held("SMS_SENT", "SMS_SENDING"),
  retrySms: held("SMS_RETRYING", "SMS_SENDING"),
  fallBackToEmail: held("EMAIL_PENDING", "SMS_SENDING"),
  // The email consumer takes up a message. From SMS_RETRYING: SQS moved it after the last try of the SMS.
  claimEmail: open("EMAIL_SENDING", ["EMAIL_PENDING", "SMS_RETRYING"], true),
  endWithoutEmail: open("ALL_FAILED", ["EMAIL_PENDING", "SMS_RETRYING"]),
  // It holds the notification.
  recordEmailSent: held("EMAIL_SENT", "EMAIL_SENDING"),
  retryEmail: held("EMAIL_PENDING", "EMAIL_SENDING"),
  giveUp: held("ALL_FAILED", "EMAIL_SENDING"),
  // Either consumer, or the daily run, finds the appointment over.
  expire: open("EXPIRED", ["SMS_RETRYING", "EMAIL_PENDING"]),
} as const satisfies Record<string, Move>;

export type MoveName = keyof typeof MOVES;
export type ConsumerName = "sms" | "email";

/** What a consumer may do with a notification that it could not take up at once. */
export type Standing =
  /** It ended, or another message brings it to its end: acknowledge and count. */
  | "duplicate"
  /** Another consumer holds it: leave the message to SQS. */
  | "in-progress"
  /** Its owner died: take it over; the patient may be told twice. */
  | "take-over"
  /** It failed, and this message gives a new reason to try. */
  | "reopen"
  /** Its owner, this very message, got as far as the log but not to the next queue: hand it over again. */
  | "hand-over-again";

export interface Evidence {
  /** ms since 1970. */
  readonly now: number;
  readonly queueMessageId: string;
  /** The message comes from the DLQ. */
  readonly redriven: boolean;
  /** See {@link DeliveryLogItem.contactDigest}; of the message at hand. */
  readonly contactDigest: string;
}

/**
 * Judges a notification that a consumer could not take up by an ordinary move.
 * @param item as it stands in the log
 */
export function judge(item: DeliveryLogItem, consumer: ConsumerName, evidence: Evidence): Standing {
  const own = item.queueMessageId === evidence.queueMessageId;
  const lapsed = (item.leaseUntil ?? 0) < evidence.now;
  switch (item.status) {
    case "SMS_SENT":
    case "EMAIL_SENT":
    case "EXPIRED":
      return "duplicate";
    case "SMS_SENDING":
      return lapsed ? "take-over" : "in-progress";
    case "EMAIL_SENDING":
      // The message on the email queue lives until the email has its outcome: a copy on the other queue adds nothing.
      if (consumer === "sms") return "duplicate";
      return lapsed ? "take-over" : "in-progress";
    case "EMAIL_PENDING":
      if (consumer === "email") return "in-progress";
      return own ? "hand-over-again" : "duplicate";
    case "SMS_RETRYING":
      return "in-progress";
    case "ALL_FAILED":
      // Its own message, come again, may not be in the DLQ yet: that comes before a new try.
      if (own && consumer === "email") return "hand-over-again";
      if (evidence.redriven) return "reopen";
      return item.contactDigest === evidence.contactDigest ? "duplicate" : "reopen";
    case "NO_CONTACT":
      return item.contactDigest === evidence.contactDigest ? "duplicate" : "reopen";
  }
}
