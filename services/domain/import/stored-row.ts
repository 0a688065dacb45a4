import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { isPlan } from "../../../contracts/reminder-plan";
import { isTimeZone } from "../../../contracts/time-zone";
import { startOf } from "../appointment/appointment-time";
import type { Clinics } from "../clinics/clinics";
import { reminderDay } from "../producer/reminder-day";
import { clinicIdAfter, type GivenFields, type Stored } from "../stored-appointment/stored-appointment";
import { type ImportReminderSettings, importedReminder } from "./import-reminder";

interface Row extends GivenFields {
  readonly appointmentId: string;
  readonly patientId: string;
  readonly fields: Pick<AppointmentMessage, "appointmentTime" | "timeZone" | "reminderPlan">;
  readonly start: number;
  readonly localTime: boolean;
  readonly statedDay: string | undefined;
}

/**
 * A row that updates a stored appointment: what it does not give, the item keeps. If the row has no zone, its local time
 * is read in the stored zone or, if it has no clinic either, in that of the stored clinic; if it has no plan, the stored
 * plan counts.
 * @param old the item as it is stored
 * @returns undefined if the day that it states is then after the appointment
 */
export function inStoredZone<Given extends Row>(
  old: Stored,
  row: Given,
  settings: ImportReminderSettings & { readonly clinics: Clinics },
): Given | undefined {
  const { appointmentId, patientId, fields } = row;
  const clinic = settings.clinics.find(clinicIdAfter(old, row));
  if (!clinic) return row;
  const kept = (field: "timeZone" | "reminderPlan", isValid: (text: string) => boolean) => {
    const stored = old[field];
    return typeof stored === "string" && isValid(stored) && !row.cleared.includes(field) ? stored : undefined;
  };
  const { appointmentTime } = fields;
  const isRead = row.localTime && fields.timeZone === undefined;
  const timeZone = isRead ? kept("timeZone", isTimeZone) : fields.timeZone;
  const start = isRead ? startOf(appointmentTime, timeZone ?? clinic.timeZone) : row.start;
  if ("problem" in reminderDay(row.statedDay, start, settings)) return undefined;
  const reminderPlan = fields.reminderPlan ?? kept("reminderPlan", isPlan);
  const appointment = { appointmentId, patientId, appointmentTime, timeZone, reminderPlan };
  const { reminderDate, reminderStep } = importedReminder(row.statedDay, appointment, start, clinic, settings);
  return { ...row, start, reminderDate, reminderStep, over: start <= settings.now };
}
