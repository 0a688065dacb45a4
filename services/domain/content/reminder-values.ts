/** What a reminder says of an appointment: the values that the messages of all channels have in common. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import { isGivenElsewhere, isSameOffset } from "../appointment/appointment-time";
import { comesTwice } from "../appointment/local-hour";
import { shown } from "../appointment/shown-value";
import { withoutHosts } from "../clinics/free-text-links";
import { type DateStyle, type Locale, type WrittenTime, writtenTime } from "./dates/written-time";
import { doctorName, doctorNameAsGiven } from "./doctor-name";
import { inOneLine, placeLines } from "./place-name";

/** The country whose habits dates follow. Without profiles, dates are those of the original: American. */
export function localeFor(language: Language, clinic: Clinic): Locale {
  return { language, country: clinic.name === undefined ? "US" : clinic.defaultCountry };
}

/** How an appointment's time was given. */
export type AppointmentTime = Pick<AppointmentMessage, "timeZone" | "appointmentTime">;

/**
 * Date and time in the appointment's zone, or the clinic's. The zone is named if the hour occurs twice that day, if its
 * clocks differ from the clinic's at that time, or if the time was given with an offset that the clinic does not have.
 * @param start ms since 1970
 */
export function whenOf(
  appointment: AppointmentTime,
  start: number,
  clinic: Clinic,
  language: Language,
  style: DateStyle,
): WrittenTime {
  const { timeZone, appointmentTime } = appointment;
  const zone = timeZone ?? clinic.timeZone;
  const elsewhere = timeZone
    ? !isSameOffset(start, timeZone, clinic.timeZone)
    : isGivenElsewhere(appointmentTime, start, clinic.timeZone);
  return writtenTime(start, zone, localeFor(language, clinic), style, elsewhere || comesTwice(start, zone));
}

/** The lines of the location, as far as the clinic's privacy allows. */
export function shownPlace({ location }: AppointmentMessage, clinic: Clinic): string[] {
  const lines = clinic.privacy === "minimal" ? [] : placeLines(location);
  return lines.map((line) => withoutHosts(line, clinic));
}

/**
 * Whom and what the reminder names, as far as the clinic's privacy allows; "" for what is not known or not to be shown.
 * `Dr.` is added in English only: other languages have several titles, by gender.
 */
export function subjectOf(appointment: AppointmentMessage, clinic: Clinic, language: Language) {
  const { privacy, name, phone } = clinic;
  const { doctorName: given, practitioner, patientFirstName, visit, link } = appointment;
  const doctor = language === "en" ? doctorName(given) : doctorNameAsGiven(given);
  return {
    clinic: name ?? "",
    clinicPhone: phone ?? "",
    firstName: privacy === "named" ? withoutHosts(shown(patientFirstName), clinic) : "",
    practitioner: privacy === "minimal" ? "" : withoutHosts(shown(practitioner) || doctor, clinic),
    place: inOneLine(shownPlace(appointment, clinic)),
    visit: visit ?? "",
    link: link ?? "",
  };
}
