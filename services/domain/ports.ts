/** What the domain needs of the world. Adapters implement it with the SDK, tests with fakes that store. */
import type { AppointmentMessage } from "../../contracts/appointment-message";
import type { Channel, DeliveryLogItem } from "../../contracts/delivery-log";
import type { MetricName } from "../../contracts/metrics";
import type { OutcomeEvent } from "../../contracts/outcome-event";
import type { Contact } from "./contact/contact";
import type { NotificationKey } from "./notification/notification";
import type { MoveName } from "./notification/notification-states";

export interface Clock {
  /** ms since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Where chance comes from. */
export interface Random {
  /** From 0 up to, but not, 1. */
  fraction(): number;
  /** An id that nobody else has. */
  uuid(): string;
}

/** A message as a consumer receives it. */
export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** One write to the delivery log. */
export interface LogEntry {
  readonly key: NotificationKey;
  readonly appointment: AppointmentMessage;
  readonly contact: Contact;
  readonly queueMessageId: string;
  readonly batchId: string;
  /** Names this try; the same for all writes of one try. */
  readonly claimId: string;
  readonly channel?: Channel;
  /** The provider's id of the accepted message. */
  readonly messageId?: string;
  /** Message parts of the accepted SMS. */
  readonly smsParts?: number;
  /** An error code or a reason. */
  readonly code?: string;
  /** What an operator wrote. */
  readonly note?: string;
  /** What was sent may have arrived although no answer came. */
  readonly answerLost?: boolean;
  /** The try is not counted: it only waited in vain for the provider's quota. */
  readonly costsNoTry?: boolean;
  /** Nothing is, or was, handed to the carrier: the claim is no attempt. */
  readonly notTried?: boolean;
  /** The item as the claim left it, if the claim's holder makes the move. */
  readonly held?: DeliveryLogItem;
}

export type LogAnswer =
  | { readonly applied: true; readonly item: DeliveryLogItem }
  /** What stands in the log forbids the move. */
  | { readonly applied: false; readonly item: DeliveryLogItem };

export interface DeliveryLog {
  /**
   * Makes a move if the table of states allows it from where the notification is: one conditional write.
   * @param over make it whatever its status, provided that the notification is still exactly as in this item
   */
  apply(move: MoveName, entry: LogEntry, over?: DeliveryLogItem): Promise<LogAnswer>;
  /** Counts a message that found a notification ended. */
  countDuplicate(key: NotificationKey): Promise<void>;
}

export interface SmsCarrier {
  /** @throws ProviderError */
  isOptedOut(phoneNumber: string): Promise<boolean>;
  /**
   * @returns the provider's message id
   * @throws ProviderError
   */
  send(phoneNumber: string, text: string): Promise<string>;
}

export interface EmailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface EmailCarrier {
  /**
   * @returns the provider's message id
   * @throws ProviderError
   */
  send(address: string, content: EmailContent): Promise<string>;
}

export interface OutgoingMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly delaySeconds?: number;
}

export interface Queue {
  send(message: OutgoingMessage): Promise<void>;
}

export interface BatchQueue {
  /**
   * Sends up to ten messages in one call.
   * @returns those that the queue did not accept
   */
  sendBatch(bodies: readonly string[]): Promise<readonly RefusedEntry[]>;
}

/** A message of a batch that the queue did not accept. */
export interface RefusedEntry {
  /** Its index in the batch. */
  readonly place: number;
  /** The queue's error code. */
  readonly code: string;
}

export interface OutcomeTopic {
  /** Publishes any number of events, ten a call. */
  publish(events: readonly OutcomeEvent[]): Promise<void>;
}

export interface Metrics {
  /** Sends all values in one call. */
  emit(values: Readonly<Partial<Record<MetricName, number>>>): Promise<void>;
}

/** Ids, codes and counts only: operators read it. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Logger {
  info(event: string, fields: LogFields): void;
  error(event: string, fields: LogFields): void;
}

/** The time of a carrier's quota, of which every consumer that runs takes its part: no two get the same. */
export interface Quota {
  /**
   * Reserves the next span that is free.
   * @param span ms
   * @param latest ms since 1970: it must begin by then
   * @returns undefined, and nothing is reserved, where that would be too late
   */
  reserve(span: number, latest: number): Promise<Reservation | undefined>;
  /** Gives the last ms of a reservation back, where nothing was reserved behind it yet. */
  giveBack(reservation: Reservation, span: number): Promise<void>;
}

/** A span of a quota's time; ms since 1970. */
export interface Reservation {
  readonly start: number;
  readonly end: number;
}

/** Holds texts back until the account's rate allows them. */
export interface Pacing {
  /**
   * Reserves a turn for a text that is likely to be sent.
   * @param parts message parts
   * @param deadline ms since 1970
   */
  join(parts: number, deadline: number): Turn;
}

export interface Turn {
  /**
   * Waits until the text may be sent. A send that was refused for the quota takes another turn.
   * @throws OutOfTime at once, when the turn would end after the deadline, or the deadline is over
   */
  take(): Promise<void>;
  /** The text is not sent. After it was, this does nothing. */
  leave(): Promise<void>;
}

/** What operators have stopped. */
export interface Stops {
  /**
   * Whether a channel is stopped, as it was a second ago at most when this was called.
   * @throws what the table answered
   */
  isStopped(channel: Channel): Promise<boolean>;
}

export interface Appointments {
  /** The items with this very `reminderDate`, a page at a time: a day, or a part of one. */
  due(reminderDate: string): AsyncIterable<readonly DueAppointment[]>;
  /**
   * Takes an appointment off the due list, unless it was changed meanwhile.
   * @param at ISO 8601, UTC
   * @throws RetryLater if others write to this item for as long as the call is repeated
   */
  markQueued(due: DueAppointment, at: string): Promise<void>;
  markMissed(due: DueAppointment, at: string): Promise<void>;
}

export interface DueAppointment {
  readonly appointmentId: string;
  readonly patientId: string;
  /** As it is stored: YYYY-MM-DD, or with the part of the day. */
  readonly reminderDate: string;
  /** The whole item, not yet checked against the contract. */
  readonly item: Readonly<Record<string, unknown>>;
}
