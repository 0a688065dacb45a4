import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { isEnded } from "../../../contracts/appointment-status";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { appointmentStart } from "../appointment/appointment-time";
import { usableContact } from "../contact/contact";
import { declinesReminders } from "../contact/contact-preference";
import type { ContactRules } from "../contact/phone-number";

export interface Outlook extends ContactRules {
  /** ms since 1970 */
  readonly now: number;
  /** IANA zone in which a local time without `timeZone` is read. */
  readonly clinicTimeZone: string;
}

/** What decides the outcome of a clinic's appointments. */
export function outlookFor({ timeZone, defaultCountry, countries }: Clinic, now: number): Outlook {
  return { now, clinicTimeZone: timeZone, defaultCountry, countries };
}

/** The outcome of a reminder that would end without being sent, as far as is known beforehand. */
export function predictedOutcome(
  appointment: AppointmentMessage,
  outlook: Outlook,
): "CANCELLED" | "DECLINED" | "EXPIRED" | "NO_CONTACT" | undefined {
  if (isEnded(appointment.status)) return "CANCELLED";
  if (declinesReminders(appointment)) return "DECLINED";
  const start = appointmentStart(appointment, outlook.clinicTimeZone);
  if (start <= outlook.now) return "EXPIRED";
  const { phoneNumber, email } = usableContact(appointment, outlook);
  return phoneNumber === undefined && email === undefined ? "NO_CONTACT" : undefined;
}
