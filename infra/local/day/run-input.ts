import { createHash } from "node:crypto";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { type Clinics, clinicOf } from "../../../services/domain/clinics/clinics";
import { identifyNotification } from "../../../services/domain/notification/notification";
import type { BrokenBody } from "./sample-broken";

export interface Notification {
  readonly notificationId: string;
  readonly appointmentId?: string;
  readonly patientId: string;
  readonly appointmentTime: string;
  readonly clinicId: string;
}

/** The input of a run, for the reconciliation. */
export interface RunInput {
  /** By id. */
  readonly notifications: ReadonlyMap<string, Notification>;
  /** Number of appointments, including copies. */
  readonly appointments: number;
  /** Number of appointments that were cancelled before their reminder was queued. */
  readonly cancelledInTime: number;
  readonly broken: readonly { readonly fault: string; readonly bodyDigest: string }[];
}

/**
 * The input of a run with these appointments and broken messages.
 * @throws if an appointment breaks the rules of its clinic
 */
export function runInput(
  appointments: readonly AppointmentMessage[],
  broken: readonly BrokenBody[],
  clinics: Clinics,
  cancelledInTime = 0,
): RunInput {
  const notifications = new Map<string, Notification>();
  for (const appointment of appointments) {
    const located = clinicOf(appointment, clinics);
    if (!located.ok) throw new Error(`The field ${located.violation.field} ${located.violation.problem}`);
    const { notificationId } = identifyNotification(appointment, located.clinic);
    const clinicId = located.clinic.id;
    const { appointmentId, patientId, appointmentTime } = appointment;
    if (!notifications.has(notificationId)) {
      notifications.set(notificationId, { notificationId, appointmentId, patientId, appointmentTime, clinicId });
    }
  }
  return {
    notifications,
    appointments: appointments.length,
    cancelledInTime,
    broken: broken.map(({ fault, body }) => ({ fault, bodyDigest: digestOf(body) })),
  };
}

/** Identifies a message body without storing it. */
export function digestOf(body: string): string {
  return createHash("sha256").update(body).digest("base64");
}
