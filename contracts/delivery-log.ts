/** The delivery log: one item for each notification. */

import type { MessageKind } from "./reminder-mark";
import type { Reply } from "./replies/meanings";

/** Every state of a notification. `services/domain/notification/transitions.ts` has the transitions between them. */
export const STATUSES = [
  "SMS_SENDING",
  "SMS_RETRYING",
  "SMS_WAITING",
  "SMS_SENT",
  "SMS_DELIVERED",
  "EMAIL_PENDING",
  "EMAIL_SENDING",
  "EMAIL_SENT",
  "EMAIL_DELIVERED",
  "UNDELIVERED",
  "ALL_FAILED",
  "NO_CONTACT",
  "DECLINED",
  "EXPIRED",
  "CANCELLED",
  "SUPERSEDED",
  "ERASED",
] as const;
export type NotificationStatus = (typeof STATUSES)[number];

/**
 * The states in which a notification ends. `SMS_SENT` and `EMAIL_SENT` say that a carrier accepted it; a receipt makes
 * them truer.
 */
export const OUTCOMES = [
  "SMS_SENT",
  "SMS_DELIVERED",
  "EMAIL_SENT",
  "EMAIL_DELIVERED",
  "UNDELIVERED",
  "ALL_FAILED",
  "NO_CONTACT",
  "DECLINED",
  "EXPIRED",
  "CANCELLED",
  "SUPERSEDED",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The outcomes of what a carrier has accepted and has not reported on. */
export const ACCEPTED = ["SMS_SENT", "EMAIL_SENT"] as const satisfies readonly Outcome[];

export const CHANNELS = ["SMS", "EMAIL"] as const;
export type Channel = (typeof CHANNELS)[number];

export function isOutcome(status: NotificationStatus): status is Outcome {
  return (OUTCOMES as readonly string[]).includes(status);
}

/** Whether it has ended: with an outcome, or because its patient's data were erased, which is published to nobody. */
export function hasEnded(status: NotificationStatus): boolean {
  return status === "ERASED" || isOutcome(status);
}

/** One event in the history of a notification. */
export interface HistoryLine {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly status: NotificationStatus;
  readonly channel?: Channel;
  /** The provider's id of the accepted message. */
  readonly messageId?: string;
  /** An error code or a reason such as `NO_USABLE_PHONE`; never a provider's free text. */
  readonly code?: string;
  /** The reason that an operator gave. */
  readonly note?: string;
  /** The operator: the caller's ARN, from STS. */
  readonly by?: string;
}

/** Lines that were left out of a long history. */
export interface HistoryGap {
  /** The number of lines before the gap. */
  readonly after: number;
  /** The number of lines left out. */
  readonly lines: number;
}

/** One item of the table. */
export interface DeliveryLogItem {
  readonly notificationId: string;
  /** When the appointment starts, in ms since 1970. */
  readonly timestamp: number;
  /** Absent if its patient's data were erased. */
  readonly patientId?: string;
  readonly appointmentId?: string;
  /** Items of older versions have none. */
  readonly clinicId?: string;
  /** The language that the patient is written to: BCP 47. Items of older versions have none. */
  readonly language?: string;
  readonly appointmentTime: string;
  /** IANA; absent if the message had none. */
  readonly timeZone?: string;
  readonly status: NotificationStatus;
  readonly channel?: Channel;
  /** The provider's id of the accepted message. */
  readonly messageId?: string;
  /**
   * SNS's id of the text that it accepted last, by which its receipt finds the item; an email does not replace it. Only
   * where SNS's receipts are on: those of other carriers name the item.
   */
  readonly smsMessageId?: string;
  /** A keyed hash of the phone that was last to get a text, by which an answer from it finds the item. */
  readonly phoneDigest?: string;
  /** What the patient answered last, and when (ISO 8601, UTC). */
  readonly reply?: Reply;
  readonly repliedAt?: string;
  /**
   * The message as JSON (contract v1) from which an email is made if the accepted text is not delivered. Only while that
   * may happen: receipts of texts are on, and there is a usable email.
   */
  readonly fallbackMessage?: string;
  /** Set with {@link fallbackMessage}. */
  readonly fallbackChannel?: "EMAIL";
  /**
   * A later message as JSON (contract v1), with another contact or of a patient who wants no reminders, that came after the
   * text or email was accepted: it is queued if that turns out to be undelivered, and the email that may follow it fails.
   */
  readonly laterMessage?: string;
  /**
   * The part (`day-parts.ts`) of the clinic's day on which it last came to need a person: it ended as `UNDELIVERED`,
   * `NO_CONTACT` or, other than by a drop, as `ALL_FAILED`, or the patient may have been reminded twice. Absent before, and
   * once it is tried again or dropped.
   */
  readonly attentionPart?: string;
  /** ISO 8601, UTC: when it did. */
  readonly attentionAt?: string;
  /** Message parts of the accepted SMS, by which it is charged. Items of older versions have none. */
  readonly smsParts?: number;
  /** The error code or reason that led to this state, if there is one. */
  readonly reason?: string;
  /** The function invocation that last wrote the item. */
  readonly batchId: string;
  readonly doctorName?: string;
  /** As it was used: E.164. */
  readonly phoneNumber?: string;
  readonly email?: string;
  /** A message said that the patient wants emails only: no message of the notification is texted any more. */
  readonly emailOnly?: boolean;
  /** A digest of phone and email as they were used: a corrected contact is not a duplicate. */
  readonly contactDigest?: string;
  /** Attempts to send, over both channels. */
  readonly attempts: number;
  /** Attempts to send the email since the notification was last reopened. */
  readonly emailAttempts?: number;
  /** The id of the current claim. */
  readonly claimId?: string;
  /** When the claim expires, in ms since 1970. */
  readonly leaseUntil?: number;
  /** The queue message that caused the last write. */
  readonly queueMessageId?: string;
  /** The number of transitions so far, which is the number of the last one. Items of older versions have none. */
  readonly transition?: number;
  /** The appointment's revision, if it is not 0. */
  readonly revision?: number;
  /** The step of the appointment's plan, such as `2d@10:00`; absent for the only step of the default plan. */
  readonly step?: string;
  /** ISO 8601, UTC: until when its text waits, or last waited, for the send window. */
  readonly waitingUntil?: string;
  /** What the message tells the patient; absent for a reminder. */
  readonly kind?: Exclude<MessageKind, "reminder">;
  /** Messages that arrived after the notification had ended and sent nothing; the message that ended it is not counted. */
  readonly duplicates?: number;
  /** ISO 8601, UTC: when the last duplicate arrived. */
  readonly lastDuplicateAt?: string;
  /** The result of a send is not known, since its response was lost or its owner died: the patient may have got it. */
  readonly sendInDoubt?: boolean;
  /** A send followed one in doubt: the patient may have got the reminder twice. */
  readonly possibleDuplicate?: boolean;
  /** It has ended as `ALL_FAILED` or `NO_CONTACT` other than by a drop; the outcome was published. */
  readonly endedFailed?: boolean;
  /** ISO 8601, UTC: when an operator dropped it. It is not sent unless an operator reopens it. */
  readonly droppedAt?: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** The part (`day-parts.ts`) of the clinic's day on which it was created. Items of older versions have none. */
  readonly dayPart?: string;
  /** ISO 8601, UTC. */
  readonly updatedAt: string;
  /** Seconds since 1970. */
  readonly ttl: number;
  /** Oldest first. A long one keeps its first and its last lines. */
  readonly history: readonly HistoryLine[];
  /** Set if lines of the history were left out. */
  readonly historyGap?: HistoryGap;
}
