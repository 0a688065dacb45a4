/** Checks an item of a due list, and says which reminder it is. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { isEnded } from "../../../contracts/appointment-status";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { parseStep, STEP_RULE } from "../../../contracts/reminder-plan";
import { type Clinics, checkForClinic, type LocatedCheck } from "../clinics/clinics";
import { replyAbout } from "../lookup/appointment-reply";
import { identifyNotification, type NotificationKey } from "../notification/notification";
import { type PlannedReminder, queuedStep } from "../plan/next-reminder";
import { markOfTable, queuedMessage } from "../stored-appointment/queued-message";
import type { DueAppointment } from "./appointments";

export interface CheckedDue {
  readonly due: DueAppointment;
  readonly appointment: AppointmentMessage;
  readonly clinic: Clinic;
  readonly key: NotificationKey;
  /** The reminder for which the appointment is due next. */
  readonly next: PlannedReminder | undefined;
}

type DueCheck = { readonly ok: true; readonly checked: CheckedDue } | Extract<LocatedCheck, { ok: false }>;

/** @param now ms since 1970 */
export function checkDue(due: DueAppointment, clinics: Clinics, now: number): DueCheck {
  const { item, appointmentId } = due;
  const check = checkForClinic(item, clinics);
  if (!check.ok) return check;
  const named = readStep(item.reminderStep);
  if (!named) return { ok: false, violations: [{ ...STEP_RULE, reason: "CONTRACT_VIOLATION" }] };
  const { clinic } = check;
  const { step, next } = queuedStep({ ...check.appointment, appointmentId }, clinic, named.name, now);
  const reminder = reminderOf(check.appointment, due, step);
  const key = identifyNotification(reminder, clinic);
  const appointment = replyAbout(key.timestamp, item) === "CONFIRM" ? asConfirmed(reminder) : reminder;
  // The consumers record why nothing is sent of an ended one.
  const isLast = isEnded(check.appointment.status);
  return { ok: true, checked: { due, appointment, clinic, key, next: isLast ? undefined : next } };
}

/** A patient who has confirmed is not asked again. The consumers would see the answer too, at the price of a second claim. */
function asConfirmed(reminder: AppointmentMessage): AppointmentMessage {
  return { ...reminder, reminder: { ...reminder.reminder, confirmed: true } };
}

/** @returns undefined if an item's `reminderStep` is not the name of a step */
export function readStep(stored: unknown): { readonly name: string | undefined } | undefined {
  if (stored === undefined || stored === null || stored === "") return { name: undefined };
  return typeof stored === "string" ? parseStep(stored) : undefined;
}

/**
 * The message that reminds of an appointment. The consumers look the appointment up again before they send it, but they
 * would not find an item whose ids the contract reads in another way, such as without a space at their end.
 */
function reminderOf(
  appointment: AppointmentMessage,
  { appointmentId, patientId }: DueAppointment,
  step: string | undefined,
): AppointmentMessage {
  const isFound = appointment.appointmentId === appointmentId && appointment.patientId === patientId;
  const named = step === undefined ? {} : { step };
  return queuedMessage(appointment, isFound ? markOfTable(named) : named);
}
