import { createHash } from "node:crypto";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { identifyNotification } from "../../../services/domain/notification/notification";
import type { BrokenBody } from "./sample-broken";

export interface Notification {
  readonly notificationId: string;
  readonly appointmentId?: string;
  readonly patientId: string;
  readonly appointmentTime: string;
}

/** What a run put in, for the account. */
export interface PutIn {
  /** By id. */
  readonly notifications: ReadonlyMap<string, Notification>;
  /** How many appointments were put in, copies of one another included. */
  readonly appointments: number;
  readonly broken: readonly { readonly fault: string; readonly bodyDigest: string }[];
}

/**
 * Notes what is put in.
 * @param clinicTimeZone IANA zone
 */
export function noteDown(
  appointments: readonly AppointmentMessage[],
  broken: readonly BrokenBody[],
  clinicTimeZone: string,
): PutIn {
  const notifications = new Map<string, Notification>();
  for (const appointment of appointments) {
    const { notificationId } = identifyNotification(appointment, clinicTimeZone);
    const { appointmentId, patientId, appointmentTime } = appointment;
    if (!notifications.has(notificationId)) {
      notifications.set(notificationId, { notificationId, appointmentId, patientId, appointmentTime });
    }
  }
  return {
    notifications,
    appointments: appointments.length,
    broken: broken.map(({ fault, body }) => ({ fault, bodyDigest: digestOf(body) })),
  };
}

/** Tells message bodies apart without keeping them. */
export function digestOf(body: string): string {
  return createHash("sha256").update(body).digest("base64");
}
