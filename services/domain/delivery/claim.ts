/** How an attempt takes its notification: by a transition that the log allows, or else as the log's state decides. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { ACCEPTED, type DeliveryLogItem } from "../../../contracts/delivery-log";
import { patientLanguage } from "../clinics/patient-language";
import { contactDigest } from "../contact/contact-digest";
import { declinesReminders } from "../contact/contact-preference";
import { addsEmailOnly, decide } from "../notification/decide";
import type { DeliveryLog, KeptMessage, LogEntry } from "../notification/delivery-log";
import type { Decision } from "../notification/states";
import type { TransitionName, Writer } from "../notification/transitions";
import type { Clock } from "../ports";
import { errorCode, RetryLater } from "../retry/failure";
import type { HeldReminder, Reminder } from "./reminder";

export interface LogDependencies {
  readonly log: DeliveryLog;
  readonly clock: Clock;
}

/** What a transition writes besides the reminder itself. */
export type TransitionDetails = Pick<
  LogEntry,
  | "channel"
  | "messageId"
  | "smsParts"
  | "smsMessageId"
  | "phoneDigest"
  | "fallbackMessage"
  | "code"
  | "note"
  | "by"
  | "sendInDoubt"
  | "uncounted"
  | "notAttempted"
  | "waitingUntil"
>;

/** The delivery log's entry for a transition of this attempt. */
export function entryFor(reminder: Reminder | HeldReminder, details: TransitionDetails = {}): LogEntry {
  const { key, appointment, clinic, contact, batchId, claimId, message } = reminder;
  const held = "held" in reminder ? { held: reminder.held } : undefined;
  const ofClinic = { clinicId: clinic.id, language: patientLanguage(appointment, clinic) };
  return { key, appointment, ...ofClinic, contact, batchId, claimId, queueMessageId: message.id, ...held, ...details };
}

/** The log did not allow the transition, and its state says what is to be done instead. */
export interface Refused {
  readonly applied: false;
  readonly decision: Exclude<Decision, "apply" | "in-progress">;
  readonly item: DeliveryLogItem;
}

export type Claim = { readonly applied: true; readonly item: DeliveryLogItem } | Refused;

/** What the appointments table says of a reminder that is claimed. */
export interface InTable {
  /** The reminder as the table has it: its contact and the patient's wish decide what becomes of a notification that has ended. */
  current(): Promise<Reminder>;
  /** The table cannot be read, and the message waits for it. */
  readonly unread?: boolean;
}

/**
 * Makes the transition with which an attempt begins, or decides by what is in the log.
 * @param table absent, the message alone counts
 * @throws RetryLater if another attempt holds the notification
 */
export async function claimOrDecide(
  transition: TransitionName,
  reminder: Reminder,
  by: Writer,
  details: TransitionDetails,
  { log, clock }: LogDependencies,
  table: InTable = { current: async () => reminder },
): Promise<Claim> {
  const entry = entryFor(reminder, details);
  const first = await log.apply(transition, entry);
  if (first.applied) return first;
  const { item } = first;
  const current = await table.current();
  const decision = decide(item, {
    transition,
    by,
    now: clock.now(),
    queueMessageId: reminder.message.id,
    redriven: reminder.redriven,
    reopens: reminder.reopens,
    contactDigest: contactDigest(current.contact),
    contactPreference: current.appointment.contactPreference,
    unread: table.unread ?? false,
  });
  const isOwn = ({ queueMessageId }: DeliveryLogItem) => queueMessageId === reminder.message.id;
  if (decision === "in-progress") throw new RetryLater("IN_PROGRESS", isOwn(item));
  // An earlier message of the notification, which fails or is in the DLQ, must not be texted either.
  if (decision !== "apply" && by !== "operator" && addsEmailOnly(item, current.appointment)) {
    await log.recordEmailOnly(item);
  }
  // It was accepted; if it is not delivered, this message decides what follows.
  const kept = decision === "duplicate" && by !== "operator" ? keptAs(item, current) : undefined;
  if (kept) await log.keepMessage(item, kept, JSON.stringify(current.appointment));
  // The count is for people to read: no reminder fails because of it, and the metric counts the duplicate too.
  if (decision === "duplicate" && by !== "operator") await log.countDuplicate(item).catch(() => {});
  if (decision !== "apply") return { applied: false, decision, item };
  const second = await log.apply(transition, entry, item);
  if (second.applied) return second;
  throw new RetryLater("TAKEN_BY_ANOTHER", isOwn(second.item));
}

/**
 * As what a message is kept that comes after a text or an email was accepted: one of a patient who wants no reminders takes
 * the place of the email; one with another contact, or such a decline without an email, is queued again.
 */
function keptAs(item: DeliveryLogItem, { appointment, contact }: Reminder): KeptMessage | undefined {
  const isDecline = declinesReminders(appointment);
  if (isDecline && item.fallbackMessage !== undefined) return "fallbackMessage";
  // A decline outlasts copies of the messages before it.
  const isOther = isDecline || (item.contactDigest !== contactDigest(contact) && !keepsDecline(item));
  return isOther && ACCEPTED.some((status) => status === item.status) ? "laterMessage" : undefined;
}

function keepsDecline({ laterMessage }: DeliveryLogItem): boolean {
  return laterMessage !== undefined && declinesReminders(JSON.parse(laterMessage) as AppointmentMessage);
}

/** Codes of a message that SQS delivers again although nothing failed: another attempt has its notification. */
const CLAIMED_ELSEWHERE: readonly string[] = ["IN_PROGRESS", "TAKEN_BY_ANOTHER"];

export function isClaimedElsewhere(error: unknown): boolean {
  return CLAIMED_ELSEWHERE.includes(errorCode(error));
}
