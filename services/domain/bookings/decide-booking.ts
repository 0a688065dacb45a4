/** Decides what a booking makes of the stored appointment. */
import { type ContractViolation, checkAppointment } from "../../../contracts/appointment-check";
import { appointmentMessageSchema } from "../../../contracts/appointment-message";
import { isEnded } from "../../../contracts/appointment-status";
import type { BookedAppointment, Booking } from "../../../contracts/bookings/booking-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { BOOKING_KEPT_DAYS } from "../../../contracts/tables/appointments-table";
import { appointmentStart } from "../appointment/appointment-time";
import type { Clinics } from "../clinics/clinics";
import { firstReminder, lastStep, nextReminder } from "../plan/next-reminder";
import { isNeverDue } from "../producer/due-problems";
import { isErased, isErasedSince } from "../stored-appointment/erased";
import {
  type GivenAppointment,
  hasEnded,
  isAnother,
  MARKS,
  nextRevision,
  only,
  REPLY,
  type Stored,
  storedRevision,
} from "../stored-appointment/stored-appointment";
import type { EndsStored } from "../translation/translation";
import { type BookingVersion, storedVersion } from "./booking-version";

/** A booking, checked, with its clinic and its version. */
export interface VersionedBooking extends Booking {
  readonly clinic: Clinic;
  readonly of: BookingVersion;
  /** ms since 1970: when it first reached SQS. */
  readonly sentAt: number;
  /** It has no start, and ends the stored appointment. */
  readonly endsStored?: EndsStored | undefined;
}

export interface BookingSettings {
  readonly clinics: Clinics;
  /** The item that says that the patient's data were erased; only for an appointment that the table does not have. */
  readonly erasedPatient?: Stored | undefined;
  /** ms since 1970 */
  readonly now: number;
}

export type BookingDecision =
  | { readonly kind: "write"; readonly item: Stored }
  /** The item has this very booking. */
  | { readonly kind: "unchanged" }
  /** The item has a later one, or was erased. */
  | { readonly kind: "superseded" }
  | { readonly kind: "reject"; readonly violation: ContractViolation };

const FIELDS = Object.keys(appointmentMessageSchema.shape);
/** The attributes that say which reminder is due, or what became of those that were. */
const REMINDER = ["reminderDate", "reminderStep", ...MARKS] as const;
const DECIDED: readonly string[] = [...FIELDS, ...REMINDER, "version", "versionKind", "changeText", "ttl", ...REPLY];
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Days after which a first reminder is overdue. */
const READ_DAYS = 1;

/**
 * Decides what a booking makes of the stored appointment: the highest version wins, and of two with the same version the
 * one that ends the appointment, or else the stored one.
 * @param stored the item; undefined if there is none
 */
export function decideBooking(
  stored: Stored | undefined,
  booking: VersionedBooking,
  settings: BookingSettings,
): BookingDecision {
  // An erased appointment stays erased, whatever its version: a feed would bring it back each night.
  const { erasedPatient } = settings;
  if (isErased(stored) || isErasedSince(erasedPatient, booking.clinic.id, booking.sentAt))
    return { kind: "superseded" };
  const before = stored && storedVersion(stored);
  if (before && before.kind !== booking.of.kind) return { kind: "reject", violation: VERSION_KINDS[before.kind] };
  const item = nextItem(stored, booking, settings);
  if (stored && before && before.value === booking.of.value) {
    if (isSameBooking(stored, item)) return { kind: "unchanged" };
    if (hasEnded(stored) || !isEnded(booking.status)) return { kind: "superseded" };
  }
  return before && before.value > booking.of.value ? { kind: "superseded" } : { kind: "write", item };
}

const VERSION_KINDS = {
  sender: problemOfVersion("is required: earlier bookings of this appointment had one"),
  time: problemOfVersion("must be left out: earlier bookings of this appointment had none"),
};

function problemOfVersion(problem: string): ContractViolation {
  return { field: "version", problem, reason: "CONTRACT_VIOLATION" };
}

/** The item after the booking. Attributes that are neither of the contract nor the pipeline's are kept. */
function nextItem(stored: Stored | undefined, booking: VersionedBooking, settings: BookingSettings): Stored {
  const { status, clinic, of } = booking;
  const { revision: given, ...fields } = booking.appointment;
  const start = appointmentStart(fields, clinic.timeZone);
  const row: GivenAppointment = { fields: { ...fields, status }, cleared: FIELDS, start, revision: given };
  const revision = revisionAfter(stored, row, settings.clinics);
  const keptUntil = Math.max(start, settings.now) + BOOKING_KEPT_DAYS * DAY_MS;
  return {
    ...Object.fromEntries(Object.entries(stored ?? {}).filter(([name]) => !DECIDED.includes(name))),
    ...fields,
    status,
    ...(revision > 0 && { revision }),
    version: of.value,
    versionKind: of.kind,
    ...reminderOf(stored, booking, row, settings),
    ...(stored && keepsReply(stored, row, settings.clinics) && only(REPLY, stored)),
    ttl: Math.ceil(keptUntil / 1_000),
  };
}

/** An ended appointment reminds nobody, so that its revision stays; a booking that revives it raises the revision. */
function revisionAfter(stored: Stored | undefined, row: GivenAppointment, clinics: Clinics): number {
  if (!stored) return row.revision ?? 0;
  if (!isEnded(row.fields.status)) return nextRevision(stored, row, clinics);
  return Math.max(storedRevision(stored), row.revision ?? 0);
}

/**
 * Which reminder is due after the booking. An appointment whose start and plan stay has what it had, unless its first
 * reminder is overdue, or no run would read it.
 */
function reminderOf(
  stored: Stored | undefined,
  { status, appointment, clinic }: VersionedBooking,
  row: GivenAppointment,
  { clinics, now }: BookingSettings,
): Stored {
  if (isEnded(status)) return only(MARKS, stored);
  const isRaised = (row.revision ?? 0) > storedRevision(stored ?? {});
  if (!stored || isRaised || isAnother(stored, row, clinics)) return { ...firstReminder(appointment, clinic, now) };
  const remindedAt = lastReminded(stored);
  const read = { clinicTimeZone: clinic.timeZone, catchUpDays: READ_DAYS };
  const isDue = "reminderDate" in stored && !isNeverDue(stored, { clinics, now, ...read });
  const isPlanned = remindedAt !== undefined || isDue;
  if (isPlanned && stored.reminderPlan === appointment.reminderPlan) return only(REMINDER, stored);
  if (remindedAt === undefined) return { ...firstReminder(appointment, clinic, now) };
  // Another plan of an appointment whose patient was reminded: its steps count from the last reminder on.
  const last = lastStep(storedAppointment(stored), clinic, remindedAt);
  return { ...only(MARKS, stored), ...nextReminder(appointment, clinic, last, now) };
}

/** An answer is about one start at one clinic; a patient who is to be reminded anew is asked anew. */
function keepsReply(stored: Stored, row: GivenAppointment, clinics: Clinics): boolean {
  return (row.revision ?? 0) <= storedRevision(stored) && !isAnother(stored, row, clinics);
}

/** When the last reminder of a stored appointment was queued, in ms since 1970. */
export function lastQueued({ reminderQueuedAt }: Stored): number | undefined {
  const time = Date.parse(String(reminderQueuedAt));
  return time > 0 ? time : undefined;
}

/** When the last reminder of a stored appointment was queued, missed or declined, in ms since 1970. */
function lastReminded(stored: Stored): number | undefined {
  const times = MARKS.map((mark) => Date.parse(String(stored[mark]))).filter((time) => time > 0);
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** A stored item that was found to keep the contract. */
export function storedAppointment(stored: Stored): BookedAppointment {
  const check = checkAppointment(stored);
  if (!check.ok) throw new Error("the stored appointment breaks the contract");
  return check.appointment as BookedAppointment;
}

function isSameBooking(stored: Stored, next: Stored): boolean {
  const same = (field: string) => field === "revision" || stored[field] === next[field];
  return FIELDS.every(same);
}
