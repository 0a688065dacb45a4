import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { type DeliveryLogItem, isOutcome } from "../../../contracts/delivery-log";
import type { OutcomeEvent } from "../../../contracts/outcome-event";
import type { Contact } from "../contact/contact";
import { contactDigest } from "../contact/contact-digest";
import { decide } from "../notification/decide";
import type { DeliveryLog, LogEntry } from "../notification/delivery-log";
import type { NotificationKey } from "../notification/notification";
import type { ConsumerName, TransitionName, Writer } from "../notification/transitions";
import type { Clock, QueueMessage } from "../ports";
import { errorCode, RetryLater } from "../retry/failure";

/** One try of a consumer to bring one notification to its end. */
export interface Reminder {
  readonly message: QueueMessage;
  readonly appointment: AppointmentMessage;
  readonly key: NotificationKey;
  readonly contact: Contact;
  readonly batchId: string;
  /** Names this try and no other: SQS may bring the same message twice in one batch. */
  readonly claimId: string;
  /** ms since 1970: no wait may last longer. */
  readonly deadline: number;
  /** The message comes from the DLQ. */
  readonly redriven: boolean;
  /** The drop that an operator undoes by it, see {@link DeliveryLogItem.droppedAt}. */
  readonly reopens?: string;
}

/** A try that holds its notification. */
export interface HeldReminder extends Reminder {
  /** As its claim left it. */
  readonly held: DeliveryLogItem;
}

/** How a try ended; what it could not end, it throws as {@link RetryLater}. */
export type AttemptResult =
  | { readonly kind: "outcome"; readonly event: OutcomeEvent }
  /** It waits until the fault of the account, the role or the sender is corrected. */
  | { readonly kind: "blocked"; readonly code: string }
  /** This message had ended it: the event is published again, and nothing is counted. */
  | { readonly kind: "published-again"; readonly event: OutcomeEvent }
  /** It waits until an operator starts its channel again. */
  | { readonly kind: "stopped" }
  | { readonly kind: "handed-over" | "postponed" | "duplicate" | "rejected" };

/**
 * A notification has its outcome, but its message has not reached the DLQ: the outcome is told now, once, and SQS brings
 * the message again.
 */
export class DeadLetterNotSent extends RetryLater {
  constructor(
    code: string,
    readonly ending: AttemptResult,
  ) {
    super(code);
  }
}

/** Codes of a message that comes again although nothing failed: another try has its notification. */
const TRIED_ELSEWHERE: readonly string[] = ["IN_PROGRESS", "TAKEN_BY_ANOTHER"];

export function isTriedElsewhere(error: unknown): boolean {
  return TRIED_ELSEWHERE.includes(errorCode(error));
}

export interface LogDependencies {
  readonly log: DeliveryLog;
  readonly clock: Clock;
}

/** What a transition writes besides the reminder itself. */
export type TransitionDetails = Pick<
  LogEntry,
  "channel" | "messageId" | "smsParts" | "code" | "note" | "answerLost" | "uncounted" | "notTried"
>;

/** The delivery log's entry for a transition of this try. */
export function entryFor(reminder: Reminder | HeldReminder, details: TransitionDetails = {}): LogEntry {
  const { key, appointment, contact, batchId, claimId, message } = reminder;
  const held = "held" in reminder ? { held: reminder.held } : undefined;
  return { key, appointment, contact, batchId, claimId, queueMessageId: message.id, ...held, ...details };
}

export interface NotTaken {
  readonly taken: false;
  readonly standing: "duplicate" | "publish-again" | "hand-over-again";
  readonly item: DeliveryLogItem;
}

export type TakenUp = { readonly taken: true; readonly item: DeliveryLogItem } | NotTaken;

/**
 * Takes up a notification: an ordinary transition where the states allow it, otherwise what stands in the log decides.
 * @throws RetryLater when another is at it
 */
export async function claimOrDecide(
  move: TransitionName,
  reminder: Reminder,
  writer: Writer,
  details: TransitionDetails,
  { log, clock }: LogDependencies,
): Promise<TakenUp> {
  const entry = entryFor(reminder, details);
  const first = await log.apply(move, entry);
  if (first.applied) return { taken: true, item: first.item };
  const standing = decide(first.item, {
    move,
    by: writer,
    now: clock.now(),
    queueMessageId: reminder.message.id,
    redriven: reminder.redriven,
    reopens: reminder.reopens,
    contactDigest: contactDigest(reminder.contact),
  });
  const isOwn = ({ queueMessageId }: DeliveryLogItem) => queueMessageId === reminder.message.id;
  if (standing === "in-progress") throw new RetryLater("IN_PROGRESS", isOwn(first.item));
  // The count is for people to read: no reminder fails because of it, and the metric counts the duplicate too.
  if (standing === "duplicate" && writer !== "operator") await log.countDuplicate(first.item).catch(() => {});
  if (standing !== "move") return { taken: false, standing, item: first.item };
  const second = await log.apply(move, entry, first.item);
  if (second.applied) return { taken: true, item: second.item };
  throw new RetryLater("TAKEN_BY_ANOTHER", isOwn(second.item));
}

/** Ends a notification whose appointment is over. An ended one stays as it ended, even when it failed. */
export function takeExpired(reminder: Reminder, consumer: ConsumerName, deps: LogDependencies): Promise<TakenUp> {
  return claimOrDecide("expire", reminder, consumer, {}, deps);
}

/** The ending of a message whose notification had ended before. */
export function endedBefore({ standing, item }: NotTaken): AttemptResult {
  return standing === "publish-again" ? publishedAgain(item) : { kind: "duplicate" };
}

/** The event of an outcome that is already in the log. */
export function publishedAgain(item: DeliveryLogItem): AttemptResult {
  return { kind: "published-again", event: outcome(item).event };
}

/** The ending of a notification that has its outcome. */
export function outcome(item: DeliveryLogItem): Extract<AttemptResult, { kind: "outcome" }> {
  if (!isOutcome(item.status)) throw new Error(`${item.status} is no outcome`);
  const { notificationId, patientId, appointmentId, timestamp, status, channel, messageId, smsParts } = item;
  const { reason, updatedAt, transition = 0 } = item;
  const sent = status === "SMS_SENT" || status === "EMAIL_SENT";
  return {
    kind: "outcome",
    event: {
      schemaVersion: 1,
      notificationId,
      patientId,
      ...(appointmentId && { appointmentId }),
      timestamp,
      transition,
      status,
      ...(sent && channel && { channel, messageId }),
      ...(status === "SMS_SENT" && smsParts && { smsParts }),
      ...(reason && { reason }),
      occurredAt: updatedAt,
    },
  };
}

export function isOver(reminder: Reminder, clock: Clock): boolean {
  return reminder.key.timestamp <= clock.now();
}
