/** Translates what an Appointment says to one of its patients. */
import type { AppointmentStatus } from "../../../../contracts/appointment-status";
import type { EndsStored, Translated } from "../translation";
import { absence, type Participant } from "./fields/participants";
import { setPatientFields } from "./fields/patient-fields";
import type { PatientId } from "./fields/patient-id";
import { child, type Element, textOf } from "./reading/element";
import { MODIFIER_PROBLEM, unknownModifier } from "./reading/modifiers";
import type { SharedFields } from "./shared-fields";

export interface PatientOfAppointment {
  /** The appointment. */
  readonly element: Element;
  /** The appointment's. */
  readonly status: AppointmentStatus;
  readonly endsStored: EndsStored | undefined;
  readonly patient: Participant;
  readonly patientId: PatientId;
  readonly shared: SharedFields;
  /** When the appointment starts: ISO 8601; a time after all others, if it has no start. */
  readonly moment: string;
  original(): string;
}

/** The note of a booking that has none of the patient's fields. */
export const WITHOUT_PATIENT = "has no Patient in the message: there is no phone and no email";

/** The booking of a patient. */
export function translatePatient(given: PatientOfAppointment): Translated {
  const { element, patient, patientId, shared, moment, original } = given;
  const person = patient.target.resource?.type === "Patient" ? patient.target.resource.element : undefined;
  const modifier = unknownModifier(patient.element) ?? (person && unknownModifier(person));
  if (modifier) {
    const violation = { field: modifier.path, problem: MODIFIER_PROBLEM, reason: "CONTRACT_VIOLATION" } as const;
    return { kind: "untranslatable", violations: [violation], original };
  }
  const { version, clinicNames } = shared;
  const draft = shared.draft.copy();
  draft.set("patientId", patientId.id, patientId.element);
  if (person) setPatientFields(draft, person, moment);
  else draft.note(patient.target.element, WITHOUT_PATIENT);
  const absent = given.status === "booked" ? absence(patient, moment) : undefined;
  if (absent) draft.note(absent, "says that the patient does not attend: the appointment is not booked for them");
  const status = absent ? "entered-in-error" : given.status;
  const said = child(element, "status");
  if (status !== textOf(element, "status")) draft.note(said, `is translated to ${status}`);
  return {
    kind: "booking",
    status,
    ...(version && { version: version.value }),
    ...(given.endsStored && { endsStored: given.endsStored }),
    appointment: draft.fields,
    sources: { ...draft.sources, status: said.path },
    clinicNames,
    notes: draft.notes,
    original,
  };
}
