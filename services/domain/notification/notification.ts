import { createHash } from "node:crypto";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { appointmentStart } from "../appointment/appointment-time";

/** The key of a notification in the delivery log. */
export interface NotificationKey {
  /** 32 hex digits. */
  readonly notificationId: string;
  /** When the appointment starts, in ms since 1970. */
  readonly timestamp: number;
}

/** The parts of a clinic that its notifications' identity may depend on. */
export type ClinicIdentity = Pick<Clinic, "timeZone"> & Partial<Pick<Clinic, "id" | "isDefault">>;

/**
 * Identifies the reminder that is owed to a patient for an appointment at a time, however often and by whichever system
 * it is queued: a digest of `appointmentId` (where there is one), `patientId`, the moment the appointment starts,
 * `revision`, the clinic, since two clinics may use the same ids, and which message of the appointment it is: the step of
 * its plan, and its kind. A revision of 0, the default clinic, the only step of the default plan and a reminder's kind
 * are left out, so that a part that is added later does not change existing ids.
 * @param clinic the appointment's
 */
export function identifyNotification(appointment: AppointmentMessage, clinic: ClinicIdentity): NotificationKey {
  const timestamp = appointmentStart(appointment, clinic.timeZone);
  const { appointmentId, patientId, revision } = appointment;
  const identity = [...(appointmentId ? ["appointment", appointmentId] : []), "patient", patientId, timestamp];
  const clinicId = clinic.isDefault === false ? clinic.id : undefined;
  const { step, kind } = appointment.reminder ?? {};
  const notDefault = {
    ...(revision && { revision }),
    ...(clinicId && { clinicId }),
    ...(step && { step }),
    ...(kind && kind !== "reminder" && { kind }),
  };
  const appended = Object.keys(notDefault).length > 0 ? [notDefault] : [];
  const digest = createHash("sha256").update(JSON.stringify([...identity, ...appended]));
  return { notificationId: digest.digest("hex").slice(0, 32), timestamp };
}
