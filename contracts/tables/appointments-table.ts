/**
 * The table `healthcare-appointments-<env>`: booking systems write their appointments to it, and the daily run reads
 * those that are due. An item is an appointment message (contract v1) with the fields below.
 */
import { createHash } from "node:crypto";
import type { AppointmentMessage } from "../appointment-message";
import type { ChangeKind } from "../reminder-mark";
import type { Reply } from "../replies/meanings";
import { dayPartOf } from "./day-parts";

export const APPOINTMENTS_TABLE = {
  /** S, required in this table. */
  partitionKey: "appointmentId",
  /** S: one appointment may have several patients. */
  sortKey: "patientId",
  /** By `reminderDate` (S) and `appointmentTime` (S), all attributes. Holds only appointments that are still due. */
  dueIndex: "RemindersDueIndex",
  dueDate: "reminderDate",
  dueSortKey: "appointmentTime",
  /** By `patientId` (S), keys only: what is stored of a patient, for a records request or an erasure. */
  patientIndex: "PatientIndex",
  /** N, seconds since 1970: a booking system may set it to have an old appointment deleted. */
  expiryAttribute: "ttl",
} as const;

export type StoredAppointment = AppointmentMessage & {
  readonly appointmentId: string;
  /**
   * When the next reminder is due: a day (YYYY-MM-DD in the clinic's zone) for the daily run, or a quarter of an hour
   * (YYYY-MM-DDTHH:MM in UTC) for the sweep; or one of their parts, see `due-parts.ts`. Once the reminder is queued, it
   * is that of the next step of the plan; it is removed with the last one.
   */
  readonly reminderDate?: string;
  /** The step of the plan that is due at `reminderDate`; absent for the only step of the default plan. */
  readonly reminderStep?: string;
  /** ISO 8601, UTC: when a run queued the last reminder, or a booking a message about a move that took its place. */
  readonly reminderQueuedAt?: string;
  /** ISO 8601, UTC: when a run found the appointment over before its reminder was queued. */
  readonly reminderMissedAt?: string;
  /** ISO 8601, UTC: when a run found that the patient wants no reminders. */
  readonly reminderDeclinedAt?: string;
  /** Of the latest booking that reached the item by the bookings queue; absent if none did. */
  readonly version?: number;
  /** Whether `version` is its sender's, or the time (ms since 1970) at which the message first reached SQS. */
  readonly versionKind?: VersionKind;
  /**
   * The kind of message that the latest change asks for, until the next change of the start or the status; `cancelled` until
   * the appointment is booked again.
   */
  readonly changeText?: ChangeKind;
  /** What the patient answered last to a text about this start; another start removes the answer. */
  readonly reply?: Reply;
  /** ISO 8601, UTC. */
  readonly repliedAt?: string;
  /** The start, in ms since 1970, that the answer is about: it does not count for another one. */
  readonly replyStart?: number;
  /** ms since 1970: when its patient's data were erased; then the item has no others but its keys and its version. */
  readonly erasedAt?: number;
  /** Seconds since 1970: when DynamoDB deletes the item. */
  readonly ttl?: number;
};

export type VersionKind = "sender" | "time";

/**
 * Days after the appointment for which the item of a booking is kept: longer than the retentions of all queues together, so
 * that no older message about it can be found anywhere once its version is forgotten.
 */
export const BOOKING_KEPT_DAYS = 90;

/** The beginnings of the `appointmentId` of the pipeline's own items. */
const INTERNAL_IDS = /^#(?:hold:|sweep|runs|erased:|digest)/;

export const INTERNAL_ID_PROBLEM =
  "must not begin with #hold:, #sweep, #runs, #erased: or #digest, which are the pipeline's own";

/** Whether the id is that of one of the pipeline's own items. */
export function isInternalId(appointmentId: string): boolean {
  return INTERNAL_IDS.test(appointmentId);
}

/** Whether an item of the table is the pipeline's own, and no appointment. */
export function isInternalItem({ appointmentId }: { readonly appointmentId?: unknown }): boolean {
  return typeof appointmentId === "string" && isInternalId(appointmentId);
}

/** How far the sweep has come: an item of this table, with this value of both keys. */
export const SWEEP_ITEM = {
  id: "#sweep",
  /** S, a quarter: what is due up to and including it was queued. */
  sweptTo: "sweptTo",
} as const;

/** Up to when the daily digest has reported: an item of this table, with this value of both keys. */
export const DIGEST_ITEM = {
  id: "#digest",
  /** S, ISO 8601, UTC. */
  digestedTo: "digestedTo",
} as const;

/**
 * The part of a day or a quarter for an appointment, from a hash of both ids, so that parts are evenly filled. The
 * patient's id is included so that a group appointment is spread too.
 */
export function duePartOf(day: string, appointmentId: string, patientId: string): string {
  return dayPartOf(
    day,
    createHash("sha256")
      .update(JSON.stringify([appointmentId, patientId]))
      .digest("hex"),
  );
}

/** The day (YYYY-MM-DD) or the quarter of a `reminderDate`. */
export function dueDayOf(reminderDate: string): string {
  return reminderDate.replace(/#[0-9a-f]$/, "");
}
