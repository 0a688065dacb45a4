/** The rules that hold for bookings in every run. */
import type { FakeBookingTable } from "../../support/fakes/fake-booking-table";
import type { BookedAppointment } from "./booked-appointments";

/** A reminder that the producer found due. */
export interface Planned {
  readonly appointmentId: string;
  /** Its start and its revision, which identify it. */
  readonly reminder: string;
}

/** Once all messages have arrived, the stored item is that of the highest version. */
export function checkLatest(appointments: readonly BookedAppointment[], table: FakeBookingTable): string[] {
  return appointments.flatMap(({ appointmentId, patientId, versions, changes }) => {
    const item = table.get(appointmentId, patientId) ?? {};
    const last = changes.at(-1);
    const isLast = item.status === last?.status && item.appointmentTime === last?.appointmentTime;
    if (isLast && (!versions || item.version === last?.version)) return [];
    return [`${patientId} is not as its latest booking has it`];
  });
}

/** See {@link checkLatest}; and a reminder is due of each appointment that has not ended, and of no other. */
export function checkStored(appointments: readonly BookedAppointment[], table: FakeBookingTable): string[] {
  const problems = checkLatest(appointments, table);
  return appointments
    .flatMap(({ appointmentId, patientId }) => {
      const item = table.get(appointmentId, patientId) ?? {};
      if ((item.status === "booked") !== "reminderDate" in item) {
        return [`${appointmentId} is ${item.status}, and its reminder is ${item.reminderDate ?? "not planned"}`];
      }
      return [];
    })
    .concat(problems);
}

/** The feed of unchanged appointments reminds nobody again: each reminder was due once, the last one once in all. */
export function checkFeed(
  appointments: readonly BookedAppointment[],
  table: FakeBookingTable,
  planned: readonly Planned[],
  queued: number,
): string[] {
  const problems = queued > 0 ? [`${queued} reminders were queued by bookings that changed no contact`] : [];
  for (const { appointmentId, patientId, changes } of appointments) {
    const own = planned.filter((one) => one.appointmentId === appointmentId);
    const expected = changes.at(-1)?.status === "booked" ? 1 : 0;
    if (own.length !== expected) {
      problems.push(`${appointmentId} was due ${own.length} times in nights that changed nothing`);
    }
    if ("reminderDate" in (table.get(appointmentId, patientId) ?? {})) problems.push(`${appointmentId} is still due`);
  }
  return problems;
}
