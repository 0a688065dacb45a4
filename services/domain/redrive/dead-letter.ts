import { parseBooking } from "../../../contracts/bookings/booking-check";
import type { Booking } from "../../../contracts/bookings/booking-message";
import {
  BOOKINGS_SOURCE,
  QUEUE_ATTRIBUTES,
  RECEIPTS_SOURCE,
  RECEIVE_LIMIT_REASON,
  REPLIES_SOURCE,
  type SourceQueue,
} from "../../../contracts/queue-attributes";
import { readTranslation, type TranslationSettings } from "../bookings/read-translation";
import { TRANSLATORS } from "../bookings/translators";
import { type Clinics, type LocatedCheck, parseForClinic } from "../clinics/clinics";
import { identifyNotification, type NotificationKey } from "../notification/notification";
import type { QueueMessage } from "../ports";
import { readReceipt } from "../receipts/read-receipt";
import type { Receipt } from "../receipts/receipt";
import { type InboundReply, readReply } from "../replies/inbound-reply";
import { formatOf, UNKNOWN_FORMAT } from "../translation/message-format";
import type { Translate } from "../translation/translation";
import type { ReceivedMessage } from "./dead-letter-queue";

/** What the attributes of a message in the DLQ say. Every sender can set attributes: the texts can be anything. */
export interface DeadLetterLabels {
  /** Why it is in the DLQ. */
  readonly reason: string;
  /** The field that breaks the contract, or the carrier's error code. */
  readonly detail: string | undefined;
  /** The queue that a redrive returns it to. */
  readonly source: SourceQueue;
}

type Broken = Extract<LocatedCheck, { ok: false }>;
type ParsedReminder = Extract<LocatedCheck, { ok: true }> & {
  readonly key: NotificationKey;
  readonly bookings?: undefined;
  readonly receipt?: undefined;
  readonly reply?: undefined;
};

/** Bookings have no notification. */
export interface ParsedBookings {
  readonly ok: true;
  readonly bookings: readonly Booking[];
  readonly receipt?: undefined;
  readonly reply?: undefined;
  readonly key?: undefined;
  readonly appointment?: undefined;
  readonly clinic?: undefined;
}

/** What the receipt is about is found by its consumer. */
export interface ParsedReceipt {
  readonly ok: true;
  /** Undefined for an event that changes nothing. */
  readonly receipt: Receipt | undefined;
  readonly bookings?: undefined;
  readonly reply?: undefined;
  readonly key?: undefined;
  readonly appointment?: undefined;
  readonly clinic?: undefined;
}

/** An answer of a patient. What it is about is found by its consumer. */
export interface ParsedReply {
  readonly ok: true;
  readonly reply: InboundReply;
  readonly bookings?: undefined;
  readonly receipt?: undefined;
  readonly key?: undefined;
  readonly appointment?: undefined;
  readonly clinic?: undefined;
}

/** A message of a DLQ, parsed once, when it was received, by the contract of its own queue. */
export interface DeadLetter extends ReceivedMessage, DeadLetterLabels {
  /**
   * Its appointment and notification, its bookings, its receipt or its answer; if it breaks the current contract, the
   * violations.
   */
  readonly parsed: ParsedReminder | ParsedBookings | ParsedReceipt | ParsedReply | Broken;
}

export function parseDeadLetter(message: ReceivedMessage, clinics: Clinics): DeadLetter {
  return { ...message, ...labelsOf(message), parsed: parse(message.body, clinics) };
}

/**
 * Parses a message of the DLQ of the bookings. Whatever its attributes say, it belongs to the bookings queue.
 * @param now ms since 1970
 */
export function parseDeadBooking(message: ReceivedMessage, clinics: Clinics, now: number): DeadLetter {
  return { ...message, ...labelsOf(message), source: BOOKINGS_SOURCE, parsed: parsedBookings(message, clinics, now) };
}

/**
 * Parses a message of the DLQ of the receipts. Whatever its attributes say, it belongs to the receipts queue.
 * @param account the pipeline's AWS account
 */
export function parseDeadReceipt(message: ReceivedMessage, account: string): DeadLetter {
  return { ...message, ...labelsOf(message), source: RECEIPTS_SOURCE, parsed: parsedReceipt(message.body, account) };
}

/** Parses a message of the DLQ of the answers. Whatever its attributes say, it belongs to the replies queue. */
export function parseDeadReply(message: ReceivedMessage): DeadLetter {
  return { ...message, ...labelsOf(message), source: REPLIES_SOURCE, parsed: parsedReply(message.body) };
}

function parsedReply(body: string): DeadLetter["parsed"] {
  const read = readReply(body);
  if (read.kind === "reply") return { ok: true, reply: read.reply };
  const { reason, field } = read;
  return { ok: false, violations: [{ reason, field, problem: "is not as in an answer of a patient" }] };
}

function parsedReceipt(body: string, account: string): DeadLetter["parsed"] {
  const read = readReceipt(body, account);
  if (read.kind !== "invalid") return { ok: true, receipt: read.kind === "receipt" ? read.receipt : undefined };
  const { reason, field } = read;
  return { ok: false, violations: [{ reason, field, problem: "is not as in any carrier's receipt" }] };
}

/** Of a list that SQS itself moved there, only the good ones: once it is redriven, the others return one by one. */
function parsedBookings(message: ReceivedMessage, clinics: Clinics, now: number): DeadLetter["parsed"] {
  const { body, attributes } = message;
  const { [QUEUE_ATTRIBUTES.format]: given, [QUEUE_ATTRIBUTES.clinicId]: clinicId } = attributes;
  const format = formatOf(body, given);
  if (format === undefined) return { ok: false, violations: [UNKNOWN_FORMAT] };
  if (format !== "json") return translatedBookings(TRANSLATORS[format], body, { clinics, clinicId, now });
  const check = parseBooking(body, now);
  if (!check.ok) return check;
  return { ok: true, bookings: check.entries.flatMap((entry) => (entry.ok ? [entry.booking] : [])) };
}

function translatedBookings(translate: Translate, body: string, settings: TranslationSettings): DeadLetter["parsed"] {
  const parts = readTranslation(translate, body, settings);
  const violations = parts.flatMap((part) => (part.kind === "untranslatable" ? part.violations : []));
  const bookings = parts.flatMap((part) => (part.kind === "booking" ? [part.booking] : []));
  const [first, ...others] = violations;
  return first && bookings.length === 0 ? { ok: false, violations: [first, ...others] } : { ok: true, bookings };
}

function parse(body: string, clinics: Clinics): DeadLetter["parsed"] {
  const check = parseForClinic(body, clinics);
  return check.ok ? { ...check, key: identifyNotification(check.appointment, check.clinic) } : check;
}

export function labelsOf({ attributes }: QueueMessage): DeadLetterLabels {
  return {
    // A binary attribute is read as an empty text, which SQS would not accept from a redrive.
    reason: attributes[QUEUE_ATTRIBUTES.deadLetterReason] || RECEIVE_LIMIT_REASON,
    detail: attributes[QUEUE_ATTRIBUTES.deadLetterDetail] || undefined,
    // SQS itself moves messages to the DLQ only from the email queue, and adds no attributes.
    source: attributes[QUEUE_ATTRIBUTES.sourceQueue] === "appointments" ? "appointments" : "email-fallback",
  };
}
