/** The fields of a translated booking as they are shown: patient data only on request. */

import type { ReadTranslation } from "../../domain/bookings/read-translation";
import { sourceOf } from "../../domain/bookings/read-translation";
import { CONTACT_PROBLEMS, emailProblem, phoneProblem } from "../../domain/contact/contact";

export type TranslatedPart = Extract<ReadTranslation, { kind: "booking" }>;

/** Names, places, contacts and words. */
const PATIENT_DATA: readonly string[] = [
  "patientFirstName",
  "phoneNumber",
  "email",
  "doctorName",
  "practitioner",
  "location",
  "link",
  "instructions",
];

export interface ShownField {
  readonly field: string;
  /** The element that it comes from. */
  readonly element: string;
  /** Absent of patient data. */
  readonly value?: unknown;
  /** Why a contact cannot be used. */
  readonly problem?: string;
}

/** The status, the version, the ids and the other fields of the appointment. */
export function shownFields({ booking, clinic, sources }: TranslatedPart, reveal: boolean): ShownField[] {
  const { status, version, appointment } = booking;
  const { patientId, appointmentId, ...others } = appointment;
  const { phoneNumber, email } = others;
  const phone = phoneNumber === undefined ? undefined : phoneProblem(phoneNumber, clinic);
  const address = email === undefined ? undefined : emailProblem(email);
  const problems: Readonly<Record<string, string | undefined>> = {
    phoneNumber: phone && CONTACT_PROBLEMS[phone],
    email: address && CONTACT_PROBLEMS[address],
  };
  return Object.entries({ status, version, patientId, appointmentId, ...others })
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => ({
      field,
      element: field === "clinicId" && !(field in sources) ? BY_NAME : sourceOf(field, sources),
      ...((reveal || !PATIENT_DATA.includes(field)) && { value }),
      ...(problems[field] !== undefined && { problem: problems[field] }),
    }));
}

const BY_NAME = "the profile's senderNames";
