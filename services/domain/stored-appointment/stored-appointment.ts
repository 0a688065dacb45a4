/** What a stored appointment says, and what a change of it means for its reminders. */
import { checkAppointment } from "../../../contracts/appointment-check";
import { type AppointmentMessage, MAX_REVISION, trimmed } from "../../../contracts/appointment-message";
import { type AppointmentStatus, isEnded } from "../../../contracts/appointment-status";
import { startOf } from "../appointment/appointment-time";
import type { Clinics } from "../clinics/clinics";
import { declinesReminders } from "../contact/contact-preference";

/** An item of the appointments table as it is stored: booking systems write to the table, too. */
export type Stored = Readonly<Record<string, unknown>>;

/** The attributes that say what became of a reminder, each with its time. */
export const MARKS = ["reminderQueuedAt", "reminderMissedAt", "reminderDeclinedAt"] as const;

/** The attributes that say what the patient has answered about the start. */
export const REPLY = ["reply", "repliedAt", "replyStart"] as const;

/** These attributes of an item, as far as it has them. */
export function only(names: readonly string[], item: Stored = {}): Stored {
  return Object.fromEntries(names.filter((name) => name in item).map((name) => [name, item[name]]));
}

/** What a row of a file, or a booking, gives. */
export interface GivenFields {
  readonly fields: Readonly<Partial<AppointmentMessage>>;
  /** Fields that were given empty, and are removed. Fields that are neither given nor empty are kept. */
  readonly cleared: readonly string[];
}

export interface GivenAppointment extends GivenFields {
  /** When it starts, in ms since 1970. */
  readonly start: number;
  /** As given: it may raise the item's revision, and never lowers it. */
  readonly revision: number | undefined;
}

/** The clinic of a stored appointment after it was updated: one that is not given is kept. */
export function clinicIdAfter(old: Stored, { fields, cleared }: GivenFields): string | undefined {
  if (fields.clinicId !== undefined || cleared.includes("clinicId")) return fields.clinicId;
  return storedClinicId(old);
}

/** As the contract reads it: what copying adds at its ends does not count, and a blank one is absent. */
function storedClinicId({ clinicId }: Stored): string | undefined {
  return (typeof clinicId === "string" && trimmed(clinicId)) || undefined;
}

/**
 * The next revision of a stored appointment: one more if its start or its clinic changes, if it had ended and is booked
 * again, or if its reminder ended as declined and the patient wants one now; at least the row's. The same start in
 * another notation is not a change.
 * @param old the item as it is stored
 */
export function nextRevision(old: Stored, row: GivenAppointment, clinics: Clinics): number {
  const stored = storedRevision(old);
  return Math.min(Math.max(isAnother(old, row, clinics) ? stored + 1 : stored, row.revision ?? 0), MAX_REVISION);
}

/** Whether the patient is to be reminded anew: see {@link nextRevision}. */
export function isAnother(old: Stored, row: GivenAppointment, clinics: Clinics): boolean {
  const clinicOf = (clinicId: string | undefined) => clinics.find(clinicId)?.id;
  const isElsewhere = clinicOf(storedClinicId(old)) !== clinicOf(clinicIdAfter(old, row));
  return storedStart(old, clinics) !== row.start || isElsewhere || isBookedAgain(old, row) || isWantedAgain(old, row);
}

function isBookedAgain(old: Stored, { fields, cleared }: GivenFields): boolean {
  // A status that is not given is kept.
  return hasEnded(old) && (fields.status !== undefined || cleared.includes("status")) && !isEnded(fields.status);
}

/** Whether a stored appointment has ended. A status that only another version knows ends it too. */
export function hasEnded({ status }: Stored): boolean {
  const given = typeof status === "string" && trimmed(status) !== "";
  return given && isEnded(status as AppointmentStatus);
}

function isWantedAgain({ reminderDeclinedAt }: Stored, { fields, cleared }: GivenFields): boolean {
  if (reminderDeclinedAt === undefined || declinesReminders(fields)) return false;
  // A preference that is not given is kept.
  return fields.contactPreference !== undefined || cleared.includes("contactPreference");
}

/**
 * @param old the item as it is stored
 * @returns ms since 1970; undefined if the item violates the contract
 */
export function storedStart(old: Stored, clinics: Clinics): number | undefined {
  const check = checkAppointment(old);
  if (!check.ok) return undefined;
  const { appointmentTime, timeZone, clinicId } = check.appointment;
  const zone = timeZone ?? clinics.find(clinicId)?.timeZone;
  return zone === undefined ? undefined : startOf(appointmentTime, zone);
}

/** @param old the item as it is stored */
export function storedRevision({ revision }: Stored): number {
  return typeof revision === "number" && Number.isInteger(revision) && revision > 0 ? revision : 0;
}
