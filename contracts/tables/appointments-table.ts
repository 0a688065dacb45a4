/**
 * The table `healthcare-appointments-<env>`: booking systems write their appointments to it, and the daily run reads
 * those that are due. An item is an appointment message (contract v1) with the fields below.
 */
import { createHash } from "node:crypto";
import type { AppointmentMessage } from "../appointment-message";
import { dayPartOf, dayPartsOf } from "./day-parts";

export const APPOINTMENTS_TABLE = {
  /** S, required in this table. */
  partitionKey: "appointmentId",
  /** S: one appointment may have several patients. */
  sortKey: "patientId",
  /** By `reminderDate` (S) and `appointmentTime` (S), all attributes. Holds only appointments that are still due. */
  dueIndex: "RemindersDueIndex",
  dueDate: "reminderDate",
  dueSortKey: "appointmentTime",
  /** N, seconds since 1970: a booking system may set it to have an old appointment deleted. */
  expiryAttribute: "ttl",
} as const;

export type StoredAppointment = AppointmentMessage & {
  readonly appointmentId: string;
  /**
   * YYYY-MM-DD in the clinic's zone: the day of the reminder; or one of its parts, see {@link duePartsOf}. Removed once
   * the reminder is queued.
   */
  readonly reminderDate?: string;
  /** The step of the plan that is due at `reminderDate`; absent for the only step of the default plan. */
  readonly reminderStep?: string;
  /** ISO 8601, UTC: when the daily run queued the reminder. */
  readonly reminderQueuedAt?: string;
  /** ISO 8601, UTC: when the daily run found the appointment over before its reminder was queued. */
  readonly reminderMissedAt?: string;
  /** ISO 8601, UTC: when the daily run found that the patient wants no reminders. */
  readonly reminderDeclinedAt?: string;
};

/**
 * The values of `reminderDate` for reminders of a day: the day itself, and `YYYY-MM-DD#h` with one hex digit. The index
 * keeps each of them in a partition of its own, which accepts 1,000 writes and 3,000 reads a second ("Best practices
 * for designing and using partition keys effectively", DynamoDB Developer Guide). A booking system with tens of
 * thousands of reminders a day spreads them over the parts, in any way; one with few reminders writes the day.
 * @param day YYYY-MM-DD
 */
export function duePartsOf(day: string): string[] {
  return [day, ...dayPartsOf(day)];
}

/**
 * The part of a day for an appointment, from a hash of both ids, so that parts are evenly filled. The patient's id is
 * included so that a group appointment is spread too.
 */
export function duePartOf(day: string, appointmentId: string, patientId: string): string {
  return dayPartOf(
    day,
    createHash("sha256")
      .update(JSON.stringify([appointmentId, patientId]))
      .digest("hex"),
  );
}

/** The day (YYYY-MM-DD) of a `reminderDate`. */
export function dueDayOf(reminderDate: string): string {
  return reminderDate.replace(/#[0-9a-f]$/, "");
}
