import { randomUUID } from "node:crypto";
import type { QueueMessage } from "../../../services/domain/ports";
import { markOfTable, queuedMessage } from "../../../services/domain/stored-appointment/queued-message";

let patients = 0;

/** Messages that another system queues, for appointments tomorrow; each has a different phone number. */
export function queued(count: number): QueueMessage[] {
  return appointments(count).map(messageOf);
}

/** Messages as the daily run queues them, with their appointments as the appointments table has them. */
export function queuedByRun(count: number) {
  const stored = appointments(count);
  const messages = stored.map((appointment) => messageOf(queuedMessage(appointment, markOfTable({}))));
  return { stored, messages };
}

function appointments(count: number) {
  return Array.from({ length: count }, () => {
    patients += 1;
    return {
      appointmentId: `appointment-${randomUUID()}`,
      patientId: `patient-${patients}`,
      appointmentTime: new Date(Date.now() + 86_400_000).toISOString(),
      // Numbers below 1000 include the test contacts of the local run.
      phoneNumber: `+1206555${1_000 + (patients % 9_000)}`,
      email: `patient-${patients}@example.com`,
      doctorName: "Sarah Johnson",
      location: "Room 3, North Clinic",
    };
  });
}

function messageOf(appointment: object): QueueMessage {
  return { id: randomUUID(), body: JSON.stringify(appointment), attributes: {} };
}
