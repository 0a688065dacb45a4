/** Applies the bookings of one appointment and patient, in their order, by one read and one write. */

import type { BookedAppointment } from "../../../contracts/bookings/booking-message";
import type { ChangeKind } from "../../../contracts/reminder-mark";
import { erasedPatientKey } from "../../../contracts/tables/erasures";
import type { Random } from "../ports";
import { RetryLater } from "../retry/failure";
import { isErased, isErasedSince } from "../stored-appointment/erased";
import type { Stored } from "../stored-appointment/stored-appointment";
import type { BookingKey, BookingTable } from "./booking-table";
import { type ChangeDependencies, changeOf, pendingChange, toldOf } from "./change-texts";
import {
  type BookingDecision,
  type BookingSettings,
  decideBooking,
  storedAppointment,
  type VersionedBooking,
} from "./decide-booking";

export interface ApplyDependencies extends ChangeDependencies {
  readonly table: BookingTable;
  readonly random: Random;
}

/** What bookings have made of an appointment. */
export interface AppliedBookings {
  /** One for each booking, in their order. */
  readonly decisions: readonly BookingDecision[];
  /** Before the first of them, and after the last. */
  readonly before: Stored | undefined;
  readonly after: Stored | undefined;
  /** The kind of message that the patient gets about it. */
  readonly change: ChangeKind | undefined;
  /**
   * A write was refused. The SDK repeats a write whose response is lost, and the repetition is refused because of the first:
   * then the item has these bookings already.
   */
  readonly isInDoubt: boolean;
}

/** Attempts to write an item that others change at the same time; then SQS delivers the messages again. */
const ROUNDS = 5;
/** ms; doubled after each attempt, with jitter. */
const INITIAL_WAIT = 20;

/**
 * Applies bookings to their item. Only the state after the last of them is written.
 * @param bookings of this appointment and patient
 * @throws RetryLater if others change the item at every attempt
 */
export async function applyBookings(
  key: BookingKey,
  bookings: readonly VersionedBooking[],
  deps: ApplyDependencies,
): Promise<AppliedBookings> {
  const { table, clinics, clock, random } = deps;
  for (let round = 1; ; round += 1) {
    const before = await table.read(key);
    // Of an appointment that was erased, the item says so itself.
    const erasedPatient = before ? undefined : await table.read(erasedPatientKey(key.patientId));
    const { item, decisions } = fold(before, bookings, { clinics, erasedPatient, now: clock.now() });
    const change = item && item !== before ? changeOf(before, item, deps) : undefined;
    const after = item && item !== before ? withChange(before, item, change, deps) : item;
    if (after === before || (after && (await table.write(key, before, after)))) {
      return { decisions, before, after, change, isInDoubt: round > 1 };
    }
    if (round === ROUNDS) throw new RetryLater("APPOINTMENT_CHANGED_MEANWHILE");
    await clock.sleep(INITIAL_WAIT * 2 ** (round - 1) * (0.5 + random.fraction()));
  }
}

/**
 * Ends the stored appointment by a booking without a start: it has no other news. If none is stored, its booking may come
 * later, and be older: the end waits in the DLQ, and counts when it is redriven.
 */
function endStored(stored: Stored | undefined, booking: VersionedBooking, settings: BookingSettings): BookingDecision {
  if (isErased(stored)) return decideBooking(stored, booking, settings);
  if (!stored) {
    // In the DLQ, the data of an erased patient would be stored again.
    const isErasedPatient = isErasedSince(settings.erasedPatient, booking.clinic.id, booking.sentAt);
    return booking.endsStored === "optional" || isErasedPatient ? { kind: "superseded" } : NOT_STORED;
  }
  const { status: _, ...fields } = storedAppointment(stored) as BookedAppointment & { status?: string };
  const appointment = { ...fields, ...booking.appointment };
  const clinic = settings.clinics.find(appointment.clinicId) ?? booking.clinic;
  return decideBooking(stored, { ...booking, appointment, clinic }, settings);
}

const NOT_STORED: BookingDecision = {
  kind: "reject",
  violation: {
    field: "appointmentTime",
    problem: "is required to end an appointment that is not known",
    reason: "CONTRACT_VIOLATION",
  },
};

/** The item with the message that its patient gets, or was to get, about its latest change. */
function withChange(before: Stored | undefined, item: Stored, change: ChangeKind | undefined, deps: ApplyDependencies) {
  if (change) return toldOf(change, item, deps);
  const changeText = pendingChange(before, item, deps.clinics);
  return changeText ? { ...item, changeText } : item;
}

/** Ends without a start come last: their booking may be in the same batch, and their versions say which one counts. */
function fold(before: Stored | undefined, bookings: readonly VersionedBooking[], settings: BookingSettings) {
  let item = before;
  const decided = new Map<VersionedBooking, BookingDecision>();
  const apply = (booking: VersionedBooking, decision: BookingDecision) => {
    if (decision.kind === "write") item = decision.item;
    decided.set(booking, decision);
  };
  for (const one of bookings) if (!one.endsStored) apply(one, decideBooking(item, one, settings));
  for (const one of bookings) if (one.endsStored) apply(one, endStored(item, one, settings));
  return { item, decisions: bookings.map((booking) => decided.get(booking) as BookingDecision) };
}
