import { createHash } from "node:crypto";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { startOf } from "./appointment-time";

/** The key of a notification in the delivery log. */
export interface NotificationKey {
  /** 32 hex digits. */
  readonly notificationId: string;
  /** When the appointment starts, in ms since 1970. */
  readonly timestamp: number;
}

/**
 * Names the one reminder that is owed for an appointment at a time, the same however often and by whomever it is
 * queued: a digest of `appointmentId`, or `patientId` where there is none, and the moment the appointment starts.
 * @param clinicTimeZone IANA zone for a local time without a zone of its own
 */
export function identifyNotification(appointment: AppointmentMessage, clinicTimeZone: string): NotificationKey {
  const timestamp = startOf(appointment.appointmentTime, appointment.timeZone ?? clinicTimeZone);
  const subject = appointment.appointmentId
    ? ["appointment", appointment.appointmentId]
    : ["patient", appointment.patientId];
  const digest = createHash("sha256").update(JSON.stringify([...subject, timestamp]));
  return { notificationId: digest.digest("hex").slice(0, 32), timestamp };
}
