/** When the first reminder of an imported appointment is due. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import { duePartOf } from "../../../contracts/tables/appointments-table";
import { firstReminder, hasDefaultPlan, type PlannedAppointment, type PlannedReminder } from "../plan/next-reminder";
import { daysOf, later, type ReminderDaySettings } from "../producer/reminder-day";

export interface ImportReminderSettings extends ReminderDaySettings {
  /** Whether `daysBefore` counts although there is a plan. */
  readonly ignoresPlans?: boolean;
}

/**
 * The first reminder by the plan, or the day that the entry states. Without either, and if no step of the plan is left, it
 * is due by the daily run, today at the earliest.
 * @param stated YYYY-MM-DD
 * @param start of the appointment, in ms since 1970
 */
export function importedReminder(
  stated: string | undefined,
  appointment: PlannedAppointment,
  start: number,
  clinic: Clinic,
  settings: ImportReminderSettings,
): PlannedReminder {
  const plans = stated === undefined && !settings.ignoresPlans && !hasDefaultPlan(appointment, clinic);
  const planned = plans ? firstReminder(appointment, clinic, settings.now) : undefined;
  if (planned) return planned;
  const { today, before } = daysOf(start, settings);
  const day = later(stated ?? before, today);
  return { reminderDate: duePartOf(day, appointment.appointmentId, appointment.patientId) };
}
