import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { APPOINTMENTS_TABLE_ORIGIN, type ReminderMark } from "../../../contracts/reminder-mark";

/** The mark of a message that the consumers hold to the appointments table before they send it. */
export function markOfTable(mark: Omit<ReminderMark, "origin">): ReminderMark {
  return { origin: APPOINTMENTS_TABLE_ORIGIN, ...mark };
}

/** The message on the appointments queue about a stored appointment: it has no plan and no status, but the mark. */
export function queuedMessage(
  { reminderPlan: _plan, status: _status, reminder: _mark, ...appointment }: AppointmentMessage,
  reminder: ReminderMark,
): AppointmentMessage {
  return { ...appointment, reminder };
}
