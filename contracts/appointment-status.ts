/** What becomes of an appointment: FHIR's words for it ("AppointmentStatus", FHIR R4, http://hl7.org/fhir/R4/valueset-appointmentstatus.html). */
export const APPOINTMENT_STATUSES = [
  "booked",
  "cancelled",
  "arrived",
  "fulfilled",
  "noshow",
  "entered-in-error",
] as const;
export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number];

/** Whether the patient is no longer to be reminded. An appointment without a status is booked. */
export function isEnded(status: AppointmentStatus | undefined): boolean {
  return status !== undefined && status !== "booked";
}
