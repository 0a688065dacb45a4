/** The table `sms-replies-<env>`: one item for each answer of a patient. */
import type { Meaning, ReplyStatus, UnclearReason } from "../replies/meanings";

export const REPLIES_TABLE = {
  /** S: the carrier's id of the answer; or {@link SENDER_PREFIX}, a phone's digest and a day. */
  partitionKey: "replyId",
  /**
   * By `waiting` (S) and `receivedAt` (S), without phones and words: the answers that wait for staff, oldest first. Who may
   * only query it learns nothing of what patients wrote.
   */
  waitingIndex: "WaitingIndex",
  waitingKey: "waiting",
  waitingSortKey: "receivedAt",
  /** The attributes of {@link waitingIndex} besides the keys. */
  waitingAttributes: [
    "meaning",
    "status",
    "reason",
    "notificationId",
    "timestamp",
    "patientId",
    "appointmentId",
    "clinicId",
    "acknowledgedAt",
    "ttl",
  ],
  /** N, seconds since 1970: when DynamoDB deletes the item. */
  expiryAttribute: "ttl",
} as const;

/** The one value of `waiting`. */
export const WAITING = "staff";

/** What begins the key of the item that counts the answers of one phone on one day. */
export const SENDER_PREFIX = "#sender:";

/** What begins the key of the item that says when an answer was first received; its id follows. */
export const FIRST_RECEIPT_PREFIX = "#first:";

/** What begins the key of the item with a phone's last STOP or START; its digest follows. */
export const WISH_PREFIX = "#wish:";

export interface StoredReply {
  readonly replyId: string;
  /** ISO 8601, UTC: when it first reached its queue. */
  readonly receivedAt: string;
  readonly meaning: Meaning;
  /** The status of its event; absent if it has none: HELP, and a word of courtesy after an answer. */
  readonly status?: ReplyStatus;
  /** Why it is unclear. */
  readonly reason?: UnclearReason;
  /** The reminder that it answers, and its appointment. */
  readonly notificationId?: string;
  readonly timestamp?: number;
  readonly patientId?: string;
  readonly appointmentId?: string;
  readonly clinicId?: string;
  /** E.164: who wrote it. Only where a person may have to call back. */
  readonly phoneNumber?: string;
  /** The patient's own words. Only where a person may have to read them: not of CONFIRM, STOP, START and HELP. */
  readonly text?: string;
  /** While it waits for staff. */
  readonly waiting?: typeof WAITING;
  /** ISO 8601, UTC: when the one acknowledgement was begun. */
  readonly acknowledgedAt?: string;
  /** Who closed it: the caller's ARN, from STS; when, and what was done. */
  readonly doneBy?: string;
  readonly doneAt?: string;
  readonly doneBecause?: string;
  /** ms since 1970: when its patient's data were erased; then it has neither phone nor words nor ids of its patient. */
  readonly erasedAt?: number;
  /** Seconds since 1970. */
  readonly ttl: number;
}
