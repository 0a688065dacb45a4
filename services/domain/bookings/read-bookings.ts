/** Reads a message of the bookings queue. */
import type { ContractViolation } from "../../../contracts/appointment-check";
import { parseBooking } from "../../../contracts/bookings/booking-check";
import type { Clinics } from "../clinics/clinics";
import { firstSentAt } from "../first-sent-at";
import type { QueueMessage } from "../ports";
import type { VersionedBooking } from "./decide-booking";
import { locatedEntry } from "./located-entry";

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
}

/** @param now ms since 1970 */
export function readBookings(message: QueueMessage, clinics: Clinics, now: number): ReadMessage {
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
    const { booking, clinic } = located;
    const of =
      booking.version === undefined
        ? ({ kind: "time", value: sentAt } as const)
        : ({ kind: "sender", value: booking.version } as const);
    bookings.push({ booking: { ...booking, clinic, of, sentAt }, body: () => bodyOf(index) });
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
