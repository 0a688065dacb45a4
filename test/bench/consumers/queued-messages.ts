import { randomUUID } from "node:crypto";
import type { QueueMessage } from "../../../services/domain/ports";

let patients = 0;

/** Messages for appointments tomorrow, as a consumer receives them; each has a different phone number. */
export function queued(count: number): QueueMessage[] {
  return Array.from({ length: count }, () => {
    patients += 1;
    const body = JSON.stringify({
      appointmentId: `appointment-${randomUUID()}`,
      patientId: `patient-${patients}`,
      appointmentTime: new Date(Date.now() + 86_400_000).toISOString(),
      // Numbers below 1000 include the test contacts of the local run.
      phoneNumber: `+1206555${1_000 + (patients % 9_000)}`,
      email: `patient-${patients}@example.com`,
      doctorName: "Sarah Johnson",
      location: "Room 3, North Clinic",
    });
    return { id: randomUUID(), body, attributes: {} };
  });
}
