import { createHash } from "node:crypto";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { startOf } from "../appointment/appointment-time";

/** The key of a notification in the delivery log. */
export interface NotificationKey {
  /** 32 hex digits. */
  readonly notificationId: string;
  /** When the appointment starts, in ms since 1970. */
  readonly timestamp: number;
}

/**
 * Identifies the reminder that is owed to a patient for an appointment at a time, however often and by whichever system
 * it is queued: a digest of `appointmentId` (where there is one), `patientId`, the moment the appointment starts and
 * `revision`. What is not the default is appended, and defaults are left out, so that a later part of the identity does
 * not change the ids of today.
 * @param clinicTimeZone IANA zone for a local time without a zone of its own
 */
export function identifyNotification(appointment: AppointmentMessage, clinicTimeZone: string): NotificationKey {
  const timestamp = startOf(appointment.appointmentTime, appointment.timeZone ?? clinicTimeZone);
  const { appointmentId, patientId, revision } = appointment;
  const identity = [...(appointmentId ? ["appointment", appointmentId] : []), "patient", patientId, timestamp];
  const notDefault = revision ? { revision } : undefined;
  const digest = createHash("sha256").update(JSON.stringify([...identity, ...(notDefault ? [notDefault] : [])]));
  return { notificationId: digest.digest("hex").slice(0, 32), timestamp };
}
