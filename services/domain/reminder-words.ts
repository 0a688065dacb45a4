/** What both texts say of an appointment. */
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { formatTime, isGivenElsewhere, type TimeStyle } from "./appointment-time";
import { cleaned } from "./cleaned-value";

/** The time in the appointment's zone, or the clinic's; the zone is named wherever a reader could take it for another. */
export function timeText(
  appointment: AppointmentMessage,
  start: number,
  clinicTimeZone: string,
  style: TimeStyle,
): string {
  const { timeZone, appointmentTime } = appointment;
  const named = timeZone ? timeZone !== clinicTimeZone : isGivenElsewhere(appointmentTime, start, clinicTimeZone);
  return formatTime(start, timeZone ?? clinicTimeZone, style, named);
}

/** Whom a patient sees, and when. */
export function sentence(doctor: string, time: string): string {
  return doctor
    ? `Your appointment with Dr. ${doctor} is scheduled for ${time}.`
    : `Your appointment is scheduled for ${time}.`;
}

/** Senders write the name with and without the title, and some the title alone. */
export function cleanedDoctor(name: string | undefined): string {
  return cleaned(name).replace(/^(?:dr\.\s*|(?:dr|doctor)(?:\s+|$))+/i, "");
}
