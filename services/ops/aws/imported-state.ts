/** What an item of the appointments table says of its reminders, as an import reads and writes it. */
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";
import type { Clinics } from "../../domain/clinics/clinics";
import type { ImportedAppointment } from "../../domain/import/import-appointment";
import { MARKS, storedStart } from "../../domain/stored-appointment/stored-appointment";

const { dueDate } = APPOINTMENTS_TABLE;
const QUEUED = "reminderQueuedAt";
export const MISSED = "reminderMissedAt";
export const STEP = "reminderStep";

export type Item = Readonly<Record<string, unknown>>;

/**
 * Whether a reminder is still due at another start than the row's. At the same start, the daily run marks it missed.
 */
export function isDueAtAnotherTime(item: Item, { start }: ImportedAppointment, clinics: Clinics): boolean {
  return dueDate in item && storedStart(item, clinics) !== start;
}

export function isReminded(item: Item): boolean {
  return !(dueDate in item) && MARKS.some((mark) => mark in item);
}

/** Whether a reminder was queued, and the next step of the plan is due. Without steps, a program made it due again. */
export function isNextStepDue(item: Item, { reminderStep }: ImportedAppointment): boolean {
  return dueDate in item && QUEUED in item && (STEP in item || reminderStep !== undefined);
}

/** The attributes of an item that is due. */
export function dueOf({ reminderDate, reminderStep }: ImportedAppointment): Item {
  return { [dueDate]: reminderDate, ...(reminderStep !== undefined && { [STEP]: reminderStep }) };
}
