/** Pipelines that plan reminders wrongly. */
import { duePartOf } from "../../../contracts/tables/appointments-table";
import { QUARTER, quarterOf } from "../../../contracts/tables/quarters";
import type { Appointments } from "../../../services/domain/producer/appointments";
import type { Variant } from "./variant";

/** Every method of the table, with another way to mark what was queued. */
function marking(mark: (table: Appointments) => Appointments["markQueued"]): Variant {
  return {
    changeAppointments: (table) => ({
      due: (reminderDate) => table.due(reminderDate),
      markMissed: (due, at) => table.markMissed(due, at),
      markDeclined: (due, at) => table.markDeclined(due, at),
      postpone: (due, reminderDate) => table.postpone(due, reminderDate),
      markQueued: mark(table),
    }),
  };
}

export const BROKEN_PLANS = {
  "a plan of which only the first step is queued": marking((table) => (due, at) => table.markQueued(due, at)),
  "a step of a plan that is queued again under another name": marking((table) => async (due, at, next) => {
    const [, hours] = /^(\d+)h$/.exec(String(due.item.reminderStep)) ?? [];
    const soon = duePartOf(quarterOf(Date.parse(at) + QUARTER), due.appointmentId, due.patientId);
    const again = { reminderDate: soon, reminderStep: `${Number(hours) * 60}m` };
    await table.markQueued(due, at, hours === undefined ? next : again);
  }),
  "a step of a plan that is planned an hour early": marking(
    (table) => (due, at, next) =>
      table.markQueued(due, at, next && { ...next, reminderDate: anHourBefore(next.reminderDate) }),
  ),
} as const satisfies Readonly<Record<string, Variant>>;

/** The quarter an hour before; days stay as they are. */
function anHourBefore(reminderDate: string): string {
  const [quarter = "", part] = reminderDate.split("#");
  if (!quarter.includes("T")) return reminderDate;
  const before = new Date(Date.parse(`${quarter}Z`) - 3_600_000).toISOString().slice(0, quarter.length);
  return part === undefined ? before : `${before}#${part}`;
}
