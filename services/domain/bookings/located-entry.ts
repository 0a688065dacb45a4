import { type BookingEntry, entryPath } from "../../../contracts/bookings/booking-check";
import type { Booking } from "../../../contracts/bookings/booking-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { type Clinics, clinicOf } from "../clinics/clinics";

/** An appointment of a message that keeps the contract and the rules of its clinic, or what it violates. */
export type LocatedEntry =
  | { readonly ok: true; readonly booking: Booking; readonly clinic: Clinic }
  | Pick<Extract<BookingEntry, { ok: false }>, "ok" | "violations">;

/**
 * Holds an entry that was checked against the contract to the rules of its clinic.
 * @param given the message's `appointment`, and the entry's index in it
 */
export function locatedEntry(
  entry: BookingEntry,
  given: { readonly appointment: unknown; readonly index: number },
  clinics: Clinics,
): LocatedEntry {
  if (!entry.ok) return entry;
  const { booking } = entry;
  const located = clinicOf(booking.appointment, clinics);
  if (located.ok) return { ok: true, booking, clinic: located.clinic };
  const field = `${entryPath(given.appointment, given.index)}.${located.violation.field}`;
  return { ok: false, violations: [{ ...located.violation, field }] };
}
