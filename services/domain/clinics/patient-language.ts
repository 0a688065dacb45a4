import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { type Language, languageOf } from "../../../contracts/clinics/languages";

/** The language that a patient is written to: the appointment's, if there is a catalogue for it, or else the clinic's. */
export function patientLanguage({ language = "" }: Pick<AppointmentMessage, "language">, clinic: Clinic): Language {
  return languageOf(language) ?? clinic.language;
}
