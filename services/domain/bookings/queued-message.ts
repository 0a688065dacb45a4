import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { APPOINTMENTS_TABLE_ORIGIN, type ReminderMark } from "../../../contracts/reminder-mark";

/**
 * The message on the appointments queue about an appointment of the table: the consumers look the appointment up again
 * before they send it.
 */
export function queuedMessage(
  { reminderPlan: _plan, status: _status, reminder: _mark, ...appointment }: AppointmentMessage,
  mark: Omit<ReminderMark, "origin">,
): AppointmentMessage {
  return { ...appointment, reminder: { origin: APPOINTMENTS_TABLE_ORIGIN, ...mark } };
}
