/** What the daily digest reads, and where it goes. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { StoredReply } from "../../../contracts/tables/replies-table";

/** A notification in the log's index of what may need a person. */
export type AttentionEntry = Pick<
  DeliveryLogItem,
  "notificationId" | "timestamp" | "clinicId" | "status" | "possibleDuplicate" | "attentionAt"
>;

export interface AttentionLog<Entry extends AttentionEntry = AttentionEntry> {
  /**
   * The notifications that came to need a person on a day, in no order; a few of them need none any more.
   * @param day YYYY-MM-DD, at the clinic
   * @param since ISO 8601, UTC; those before it are left out
   */
  ofDay(day: string, since: string): AsyncIterable<Entry>;
}

export type WaitingAnswer = Pick<StoredReply, "replyId" | "receivedAt" | "clinicId">;

export interface WaitingAnswers {
  /** The answers that wait for staff, oldest first. */
  all(): AsyncIterable<WaitingAnswer>;
}

export interface DeadLetterCount {
  /** The queue's name. */
  readonly queue: string;
  /** Approximate, as SQS counts. */
  readonly messages: number;
}

export interface DeadLetterQueues {
  counts(): Promise<readonly DeadLetterCount[]>;
}

/** Where the digest reads. */
export interface DigestSources<Entry extends AttentionEntry = AttentionEntry> {
  readonly attention: AttentionLog<Entry>;
  readonly answers: WaitingAnswers;
  readonly deadLetters: DeadLetterQueues;
  /** IANA: the log's days are those of this zone. */
  readonly clinicTimeZone: string;
}

/** Up to when digests have been published. */
export interface DigestProgress {
  /** @returns ISO 8601, UTC; undefined if there was no digest */
  read(): Promise<string | undefined>;
  /** @param to ISO 8601, UTC */
  advance(to: string): Promise<void>;
}

/** The topic of the alarms. */
export interface DigestTopic {
  /**
   * @param subject under 100 characters, in one line
   * @param text up to 256 KB
   */
  publish(subject: string, text: string): Promise<void>;
}
