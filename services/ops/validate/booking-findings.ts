/** The findings about one message of the bookings queue. */
import type { ContractViolation } from "../../../contracts/appointment-check";
import { checkBooking, entryPath } from "../../../contracts/bookings/booking-check";
import { locatedEntry } from "../../domain/bookings/located-entry";
import type { Clinics } from "../../domain/clinics/clinics";
import type { Entry } from "../files/entry";
import type { FileWarnings } from "../warnings/entry-warnings";
import type { Warning } from "../warnings/warning";
import { notChecked, warned } from "./entry-findings";
import type { Finding } from "./findings";

export interface BookingRules {
  readonly clinics: Clinics;
  /** Whether the clinics are those of a file of profiles. */
  readonly hasProfiles: boolean;
  /** ms since 1970 */
  readonly now: number;
  readonly warnings: FileWarnings;
}

/** What is no mistake: an appointment has many bookings, and one that has ended is meant to remind nobody. */
const NORMAL: readonly string[] = ["REPEATED_APPOINTMENT", "TWO_TIMES", "CANCELLED", "EXPIRED"];

/** @returns the findings about each appointment of the message, or about the message if it is refused as a whole */
export function bookingFindings(entry: Entry, { clinics, hasProfiles, now, warnings }: BookingRules): Finding[][] {
  if (entry.value === undefined) {
    return [[{ severity: "error", code: "INVALID_JSON", field: "", problem: "must be JSON", kind: "INVALID_JSON" }]];
  }
  const check = checkBooking(entry.value, now);
  if (!check.ok) return [check.violations.map(broken)];
  const { appointment: given } = entry.value as { readonly appointment: unknown };
  return check.entries.map((one, index) => {
    if (!one.ok) return one.violations.map(broken);
    const { status, appointment } = one.booking;
    const path = entryPath(given, index);
    const located = hasProfiles ? locatedEntry(one, { appointment: given, index }, clinics) : undefined;
    if (located && !located.ok) return located.violations.map(broken);
    if (status !== "booked") return [];
    const value = Array.isArray(given) ? given[index] : given;
    const found = [
      ...(hasProfiles ? [] : notChecked(appointment)),
      ...warnings.of({ position: entry.position, value, raw: value }, appointment),
    ];
    return found
      .filter(isMeant)
      .map((warning) => ({ ...warned(warning), field: warning.field ? `${path}.${warning.field}` : path }));
  });
}

/** Whether a warning says something of a booking. */
export function isMeant({ code }: Warning): boolean {
  return !NORMAL.includes(code);
}

/** Violations of one kind are counted together, wherever in a list they are. */
export function broken({ reason, field, problem }: ContractViolation): Finding {
  return { severity: "error", code: reason, field, problem, kind: `${field.replace(/\[\d+\]/, "")} ${problem}` };
}
