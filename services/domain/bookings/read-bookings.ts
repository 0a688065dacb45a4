/** Reads a message of the bookings queue. */
import type { ContractViolation } from "../../../contracts/appointment-check";
import { parseBooking } from "../../../contracts/bookings/booking-check";
import type { Booking } from "../../../contracts/bookings/booking-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { type MessageFormat, QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import type { Clinics } from "../clinics/clinics";
import { firstSentAt } from "../first-sent-at";
import type { QueueMessage } from "../ports";
import { formatOf, UNKNOWN_FORMAT } from "../translation/message-format";
import type { Translate, TranslatedBooking } from "../translation/translation";
import type { VersionedBooking } from "./decide-booking";
import { locatedEntry } from "./located-entry";
import { readTranslation, type TranslationSettings } from "./read-translation";

/** A message, or an appointment of its list, that breaks the contract or cannot be applied. */
export interface BadBooking {
  readonly violation: ContractViolation;
  /** The message that is sent to the DLQ: of a list, with this one appointment. */
  readonly body: string;
}

export interface ReadMessage {
  readonly bookings: readonly ReadBooking[];
  readonly bad: readonly BadBooking[];
}

export interface ReadBooking {
  readonly booking: VersionedBooking;
  /** The message that says this, and nothing else. */
  readonly body: () => string;
  /** Of a translated one: see {@link TranslatedBooking}. */
  readonly sources?: TranslatedBooking["sources"];
}

/** Load the translators of other formats: few functions need one. */
export type Translators = Readonly<Record<Exclude<MessageFormat, "json">, () => Promise<Translate>>>;

/**
 * @param translators load the translators of other formats
 * @param now ms since 1970
 */
export async function readBookings(
  message: QueueMessage,
  clinics: Clinics,
  translators: Translators,
  now: number,
): Promise<ReadMessage> {
  const { body, attributes } = message;
  const format = formatOf(body, attributes[QUEUE_ATTRIBUTES.format]);
  if (format === undefined) return { bookings: [], bad: [{ violation: UNKNOWN_FORMAT, body }] };
  if (format === "json") return readOwn(message, clinics, now);
  return readTranslated(message, await translators[format](), clinics, now);
}

function readTranslated(message: QueueMessage, translate: Translate, clinics: Clinics, now: number): ReadMessage {
  const { body, attributes } = message;
  const settings = { clinics, now, clinicId: attributes[QUEUE_ATTRIBUTES.clinicId] };
  const sentAt = firstSentAt(message, now);
  const bookings: ReadBooking[] = [];
  const bad: BadBooking[] = [];
  for (const part of readTranslation(translate, body, settings)) {
    if (part.kind === "ignored") continue;
    const { original } = part;
    if (part.kind === "booking") {
      const { booking, clinic, sources, endsStored } = part;
      bookings.push({ booking: { ...versioned(booking, clinic, sentAt), endsStored }, body: original, sources });
      continue;
    }
    const alone = original();
    bad.push({ violation: violationIn(alone, part.violations[0], translate, settings), body: alone });
  }
  return { bookings, bad };
}

/** The violation as the message of that one appointment has it: there, the path may be another one. */
function violationIn(
  original: string,
  violation: ContractViolation,
  translate: Translate,
  settings: TranslationSettings,
): ContractViolation {
  const again = readTranslation(translate, original, settings).find(({ kind }) => kind === "untranslatable");
  return again?.kind === "untranslatable" ? again.violations[0] : violation;
}

function versioned(booking: Booking, clinic: Clinic, sentAt: number): VersionedBooking {
  const { version } = booking;
  const kind = version === undefined ? "time" : "sender";
  return { ...booking, clinic, of: { kind, value: version ?? sentAt }, sentAt };
}

function readOwn(message: QueueMessage, clinics: Clinics, now: number): ReadMessage {
  const check = parseBooking(message.body, now);
  if (!check.ok) return { bookings: [], bad: [{ violation: check.violations[0], body: message.body }] };
  const whole = JSON.parse(message.body) as Readonly<Record<string, unknown>>;
  const { schemaVersion, status, version, appointment: given } = whole;
  const bodyOf = (index: number) =>
    Array.isArray(given) ? writtenAgain({ schemaVersion, status, version, appointment: given[index] }) : message.body;
  const sentAt = firstSentAt(message, now);
  const bookings: ReadBooking[] = [];
  const bad: BadBooking[] = [];
  for (const [index, entry] of check.entries.entries()) {
    const located = locatedEntry(entry, { appointment: given, index }, clinics);
    if (!located.ok) {
      bad.push({ violation: located.violations[0], body: bodyOf(index) });
      continue;
    }
    bookings.push({ booking: versioned(located.booking, located.clinic, sentAt), body: () => bodyOf(index) });
  }
  return { bookings, bad };
}

/** JSON in characters that SQS accepts: these two can be in a message only as escapes. */
function writtenAgain(message: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16)}`;
  return JSON.stringify(message).replace(/[\ufffe\uffff]/g, escaped);
}

/** The field of a violation, as the message of that one appointment has it. */
export function ownField(field: string): string {
  return field.replace(/^appointment\[\d+\]/, "appointment");
}
