/**
 * The table `healthcare-appointments-<env>`: a booking system puts its appointments there, the daily run reads what is
 * due. An item is an appointment message (contract v1) with the fields below.
 */
import type { AppointmentMessage } from "./appointment-message";

export const APPOINTMENTS_TABLE = {
  /** S, required in this table. */
  partitionKey: "appointmentId",
  /** By `reminderDate` (S) and `appointmentTime` (S), all attributes. Holds only appointments that are still due. */
  dueIndex: "RemindersDueIndex",
  dueDate: "reminderDate",
  dueSortKey: "appointmentTime",
  /** N, seconds since 1970: a booking system may set it to have an old appointment deleted. */
  expiryAttribute: "ttl",
} as const;

export type StoredAppointment = AppointmentMessage & {
  readonly appointmentId: string;
  /** YYYY-MM-DD in the clinic's zone: the day of the reminder. Removed once the reminder is queued. */
  readonly reminderDate?: string;
  /** ISO 8601, UTC: when the daily run queued the reminder. */
  readonly reminderQueuedAt?: string;
  /** ISO 8601, UTC: when the daily run found the appointment over before its reminder was queued. */
  readonly reminderMissedAt?: string;
};
