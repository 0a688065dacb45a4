/** The words about an appointment that the SMS and the email share. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { formatTime, isGivenElsewhere, isSameOffset, type TimeStyle } from "../appointment/appointment-time";
import { comesTwice } from "../appointment/local-hour";

/**
 * The time in the appointment's zone, or the clinic's. The zone is named if the hour occurs twice that day, if its
 * clocks differ from the clinic's at that time, or if the time was given with an offset that the clinic does not have.
 * @param start ms since 1970
 * @param clinicTimeZone IANA zone
 */
export function timeText(
  appointment: AppointmentMessage,
  start: number,
  clinicTimeZone: string,
  style: TimeStyle,
): string {
  const { timeZone, appointmentTime } = appointment;
  const shown = timeZone ?? clinicTimeZone;
  const elsewhere = timeZone
    ? !isSameOffset(start, timeZone, clinicTimeZone)
    : isGivenElsewhere(appointmentTime, start, clinicTimeZone);
  return formatTime(start, shown, style, elsewhere || comesTwice(start, shown));
}

/**
 * The sentence that says whom a patient sees, and when.
 * @param doctor with its title, or empty
 */
export function sentence(doctor: string, time: string): string {
  return doctor
    ? `Your appointment with ${doctor} is scheduled for ${time}.`
    : `Your appointment is scheduled for ${time}.`;
}
