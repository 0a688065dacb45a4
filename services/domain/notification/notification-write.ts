/** What a transition writes to the item of a notification. The adapter translates it for DynamoDB. */

import type { DeliveryLogItem, HistoryLine } from "../../../contracts/delivery-log";
import { dayPartOf } from "../../../contracts/tables/day-parts";
import { clinicDay } from "../appointment/appointment-time";
import { contactDigest } from "../contact/contact-digest";
import { prefersEmail } from "../contact/contact-preference";
import { attentionChanges } from "./attention-changes";
import { type HistoryBounds, shortenedHistory } from "./bounded-history";
import { type Attribute, type Change, set, setWhereGiven } from "./change";
import { sourcesOf } from "./decide";
import type { LogEntry, TransitionEntry } from "./delivery-log";
import { erasureChanges } from "./erasure-changes";
import { isDelivery, receiptChanges } from "./receipt-changes";
import { STATES } from "./states";
import { TRANSITIONS, type Transition, type TransitionName } from "./transitions";

export interface LogSettings {
  /** ms that a claim holds. */
  readonly leaseMs: number;
  /** Days that an item is kept after its last write. */
  readonly retentionDays: number;
  /** IANA: an item is found by the day on which it was created there. */
  readonly clinicTimeZone: string;
  /** `HISTORY_BOUNDS` if absent. */
  readonly historyBounds?: HistoryBounds;
}

const SECONDS_A_DAY = 86_400;

/**
 * The changes that a transition makes.
 * @param now ms since 1970
 * @param expected see {@link DeliveryLog.apply}
 */
export function changesOf(
  name: TransitionName,
  entry: TransitionEntry | LogEntry,
  now: number,
  settings: LogSettings,
  expected?: DeliveryLogItem,
): Change[] {
  const transition: Transition = TRANSITIONS[name];
  if (transition.erases) return erasureChanges(entry, now);
  const taken = expected && STATES[expected.status].onTakeover;
  const at = new Date(now).toISOString();
  return [
    set("status", transition.to),
    set("updatedAt", at),
    set("batchId", entry.batchId),
    set("claimId", entry.claimId),
    set("queueMessageId", entry.queueMessageId),
    set("ttl", Math.floor(now / 1_000) + settings.retentionDays * SECONDS_A_DAY),
    { kind: "set if new", attribute: "createdAt", value: at },
    ...(sourcesOf(name).opens ? [setDayPart(entry, now, settings)] : []),
    ...historyChanges(historyLine(transition, entry, at, taken?.code), expected ?? entry.held, settings),
    ...(sourcesOf(name).opens && "appointment" in entry ? reminderChanges(entry) : []),
    ...setWhereGiven("channel", entry.channel),
    ...setWhereGiven("messageId", entry.messageId),
    ...setWhereGiven("smsParts", entry.smsParts),
    ...setWhereGiven("phoneDigest", entry.phoneDigest),
    ...receiptChanges(name, entry, expected),
    ...attentionChanges(name, entry, now, settings.clinicTimeZone, expected),
    ...setWhereGiven("waitingUntil", entry.waitingUntil && new Date(entry.waitingUntil).toISOString()),
    ...reasonChanges(transition, entry.code, taken?.clearsReason),
    { kind: "add", attribute: "transition", amount: 1 },
    { kind: "add", attribute: "attempts", amount: transition.claims ? 1 : entry.notAttempted ? -1 : 0 },
    ...emailAttemptsChanges(transition, entry.uncounted),
    ...(transition.claims ? [set("leaseUntil", now + settings.leaseMs)] : []),
    ...inDoubtChanges(name, taken?.mayHaveBeenSent || entry.sendInDoubt),
    ...droppedChanges(name, at, expected),
    ...(transition.endsFailed ? [set("endedFailed", true)] : []),
    ...(entry.notAttempted ? [] : possibleDuplicateChanges(transition, taken?.mayHaveBeenSent)),
  ];
}

/** What the reminder is made of, as it is used. */
function reminderChanges({ appointment, clinicId, language, contact }: LogEntry): Change[] {
  const { step, kind } = appointment.reminder ?? {};
  const attributes = {
    patientId: appointment.patientId,
    appointmentId: appointment.appointmentId,
    clinicId,
    language,
    revision: appointment.revision || undefined,
    step,
    kind: kind === "reminder" ? undefined : kind,
    appointmentTime: appointment.appointmentTime,
    timeZone: appointment.timeZone,
    doctorName: appointment.doctorName,
    phoneNumber: contact.phoneNumber,
    email: contact.email,
    contactDigest: contactDigest(contact),
  };
  const changes = Object.entries(attributes).map(([name, value]): Change => {
    const attribute = name as Attribute;
    return value === undefined ? { kind: "remove", attribute } : set(attribute, value);
  });
  // It stays: an older message, which arrives later, must not be texted either.
  return [...changes, ...(prefersEmail(appointment) ? [set("emailOnly", true)] : [])];
}

function reasonChanges({ reason }: Transition, code: string | undefined, clearsReason = false): Change[] {
  if (reason === "keep") return [];
  if (reason === "clear" || (clearsReason && code === undefined)) return [{ kind: "remove", attribute: "reason" }];
  return setWhereGiven("reason", code);
}

function emailAttemptsChanges({ emailAttempts }: Transition, uncounted = false): Change[] {
  const attribute = "emailAttempts";
  if (emailAttempts === "reset") return [set(attribute, 0)];
  if (emailAttempts === "increment") return [{ kind: "add", attribute, amount: 1 }];
  return emailAttempts === "decrement" && uncounted ? [{ kind: "add", attribute, amount: -1 }] : [];
}

/**
 * The receipt of a delivered text settles what became of a send whose response was lost. That of an email does not: it may
 * still bounce, and then the send counts again.
 */
function inDoubtChanges(name: TransitionName, isInDoubt = false): Change[] {
  if (name === "recordSmsDelivered") return [{ kind: "remove", attribute: "sendInDoubt" }];
  return isInDoubt ? [set("sendInDoubt", true)] : [];
}

/** A notification that is reopened, or was delivered after all, is no longer dropped. */
function droppedChanges(name: TransitionName, at: string, expected: DeliveryLogItem | undefined): Change[] {
  const { drops }: Transition = TRANSITIONS[name];
  if (drops) return [set("droppedAt", at)];
  const mayBeDropped = isDelivery(name) || expected?.droppedAt !== undefined;
  return mayBeDropped ? [{ kind: "remove", attribute: "droppedAt" }] : [];
}

/** A send that follows one in doubt may be the second. */
function possibleDuplicateChanges({ claims }: Transition, mayHaveBeenSent = false): Change[] {
  const attribute = "possibleDuplicate";
  if (!claims) return [];
  return [mayHaveBeenSent ? set(attribute, true) : { kind: "copy", attribute, from: "sendInDoubt", otherwise: false }];
}

/**
 * Only a write that knows the item, because it is made only if the item did not change, leaves lines out. Between two
 * of those there are at most three writes that do not know it: to hand expected, to claim, and to end.
 */
function historyChanges(
  line: HistoryLine,
  known: DeliveryLogItem | undefined,
  { historyBounds }: LogSettings,
): Change[] {
  const shortened = known && shortenedHistory(known, line, historyBounds);
  if (!shortened) return [{ kind: "append", attribute: "history", value: line }];
  return [set("history", shortened.history), set("historyGap", shortened.historyGap)];
}

/** @param taken the code of a transition that took the notification from somebody; the transition's own is the item's reason */
function historyLine(
  { to }: Transition,
  { channel, messageId, code, note, by }: TransitionEntry,
  at: string,
  taken?: string,
) {
  const why = taken ?? code;
  const line: HistoryLine = {
    at,
    status: to,
    ...(channel && { channel }),
    ...(messageId && { messageId }),
    ...(why && { code: why }),
    ...(note && { note }),
    ...(by && { by }),
  };
  return line;
}

function setDayPart({ key }: TransitionEntry, now: number, { clinicTimeZone }: LogSettings): Change {
  const value = dayPartOf(clinicDay(now, clinicTimeZone), key.notificationId);
  return { kind: "set if new", attribute: "dayPart", value };
}
