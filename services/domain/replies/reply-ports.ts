/** What answers need of tables and of the carrier. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { ReplyEvent } from "../../../contracts/events/event-types";
import type { Reply } from "../../../contracts/replies/meanings";
import type { StoredReply } from "../../../contracts/tables/replies-table";
import type { StoredItem } from "../lookup/appointment-lookup";
import type { NotificationKey } from "../notification/notification";
import type { NotedAnswer } from "../notification/side-write";

export interface ReplyLog {
  /**
   * The notifications that went, or were to go, to a phone by text.
   * @param since ms since 1970: only of appointments that start after it
   * @returns at most {@link MAX_FOUND}, those that start first
   */
  find(phoneDigest: string, since: number): Promise<readonly DeliveryLogItem[]>;
  /** @returns undefined if the log does not have it */
  read(key: NotificationKey): Promise<DeliveryLogItem | undefined>;
  /**
   * Writes what an answer says to its notification, and adds a line to the history.
   * @param item as it was read
   * @returns false if its history has another line since, and nothing was written
   */
  note(item: DeliveryLogItem, note: NotedAnswer): Promise<boolean>;
}

/** More notifications of one phone are not read: several appointments are several, however many. */
export const MAX_FOUND = 50;

export interface AnsweredAppointments {
  /** @returns the item with every change that was stored before the call; undefined if the table does not have it */
  find(appointmentId: string, patientId: string): Promise<StoredItem | undefined>;
  /**
   * Writes an answer to an appointment's item, unless the item has changed in what decides, or has got another one.
   * @param item as it was read
   * @returns false if nothing was written
   */
  recordReply(item: StoredItem, answer: AppointmentReply): Promise<boolean>;
}

export interface AppointmentReply {
  readonly reply: Reply;
  /** ISO 8601, UTC. */
  readonly repliedAt: string;
  /** ms since 1970. */
  readonly replyStart: number;
}

/** What one phone has sent, and got, on one day. */
export interface SenderCounts {
  readonly answers: number;
  readonly acknowledgements: number;
}

/** Whether a phone wants texts: its last STOP or START. */
export interface TextWish {
  readonly meaning: "STOP" | "START";
  /** When it was received, ms since 1970. */
  readonly at: number;
}

export interface ReplyTable {
  /**
   * Stores an answer, once.
   * @returns the item that the table had before; undefined if this one was stored
   */
  store(reply: StoredReply): Promise<StoredReply | undefined>;
  /** @returns undefined if the answer is not stored yet */
  find(replyId: string): Promise<StoredReply | undefined>;
  /**
   * When an answer was first processed, which its copies do not change: a carrier, SNS or SQS may deliver one again later.
   * @param receivedAt of this copy, ms since 1970
   * @returns that of the first one
   */
  firstReceivedAt(replyId: string, receivedAt: number): Promise<number>;
  /**
   * Notes whether a phone wants texts, unless a later wish is known.
   * @returns the latest wish: this one, or a later one
   */
  noteWish(phoneDigest: string, wish: TextWish): Promise<TextWish>;
  /** @returns when the data of a phone's patient were erased, ms since 1970; undefined if they were not */
  erasedAt(phoneDigest: string): Promise<number | undefined>;
  /**
   * Counts an answer of a phone.
   * @param day YYYY-MM-DD
   * @returns with this one
   */
  countAnswer(phoneDigest: string, day: string): Promise<SenderCounts>;
  /**
   * Counts an acknowledgement, if the phone has not got `max` on that day.
   * @param once names a kind of which the phone gets one a day; absent for the others
   * @returns false if it has
   */
  countAcknowledgement(phoneDigest: string, day: string, max: number, once?: string): Promise<boolean>;
}

export interface ReplyTopic {
  /** Publishes any number of events, ten a call. */
  publish(events: readonly ReplyEvent[]): Promise<void>;
}

/** The numbers that get no texts. */
export interface OptOutList {
  /** Puts a number on it; one that is on it stays. */
  add(phoneNumber: string): Promise<void>;
  /**
   * Takes a number off it; one that is not on it stays off.
   * @returns false if the carrier refuses it: a number can be taken off once in 30 days
   */
  remove(phoneNumber: string): Promise<boolean>;
}
