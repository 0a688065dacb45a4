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

/** The input of a run, for the reconciliation. */
export interface RunInput {
  /** By id. */
  readonly notifications: ReadonlyMap<string, Notification>;
  /** Number of appointments, including copies. */
  readonly appointments: number;
  readonly broken: readonly { readonly fault: string; readonly bodyDigest: string }[];
}

/**
 * The input of a run with these appointments and broken messages.
 * @param clinicTimeZone IANA zone
 */
export function runInput(
  appointments: readonly AppointmentMessage[],
  broken: readonly BrokenBody[],
  clinicTimeZone: string,
): RunInput {
  const notifications = new Map<string, Notification>();
  for (const appointment of appointments) {
    const { notificationId } = identifyNotification(appointment, { timeZone: clinicTimeZone });
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

/** Identifies a message body without storing it. */
export function digestOf(body: string): string {
  return createHash("sha256").update(body).digest("base64");
}
