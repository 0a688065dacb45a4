/** Translates one Appointment: a booking for each of its patients. */
import type { ContractViolation } from "../../../../contracts/appointment-check";
import { type AppointmentStatus, isEnded } from "../../../../contracts/appointment-status";
import type { Translated, TranslationContext } from "../translation";
import type { FhirMessage } from "./fhir-message";
import { startOfAppointment } from "./fields/moments";
import { type Participant, participantsOf } from "./fields/participants";
import { patientIdOf } from "./fields/patient-id";
import { child, type Element, isObject, textOf } from "./reading/element";
import { bestIdentifier } from "./reading/identifiers";
import { MODIFIER_PROBLEM, unknownModifier } from "./reading/modifiers";
import type { Resource } from "./reading/resources";
import { sharedFields } from "./shared-fields";
import { translatePatient } from "./translate-patient";

/**
 * FHIR R4's statuses of an appointment in the contract's words. What is not agreed yet ends what may have been booked
 * before, without a text to the patient, who does not have this appointment.
 */
const STATUSES: ReadonlyMap<string | undefined, AppointmentStatus> = new Map<string, AppointmentStatus>([
  ["booked", "booked"],
  ["cancelled", "cancelled"],
  ["arrived", "arrived"],
  ["checked-in", "arrived"],
  ["fulfilled", "fulfilled"],
  ["noshow", "noshow"],
  ["entered-in-error", "entered-in-error"],
  ["proposed", "entered-in-error"],
  ["pending", "entered-in-error"],
  ["waitlist", "entered-in-error"],
]);
/**
 * Of these, and of cancelled ones, FHIR needs no start (FHIR R4, Appointment, invariant app-3). A wish has no time yet: most
 * were never booked.
 */
const WISHES = ["proposed", "waitlist"];

/** @returns at least one result */
export function translateAppointment(
  appointment: Resource,
  message: FhirMessage,
  context: TranslationContext,
): Translated[] {
  const { element } = appointment;
  const participants = participantsOf(appointment, (reference, from) => message.resources.target(reference, from));
  const patients = participants.filter(({ kind }) => kind === "patient");
  const said = textOf(element, "status");
  const status = STATUSES.get(said);
  const start = startOfAppointment(appointment, message.resources);
  // Without a start, what was valid when the appointment changed is what its booking had.
  const moment = start.ok ? start.time : (textOf(child(element, "meta"), "lastUpdated") ?? "9999-12-31");
  const id = idOf(element, moment);
  // 1. What holds for all patients.
  const violations: ContractViolation[] = [];
  const broken = (path: string, problem: string) =>
    violations.push({ field: path, problem, reason: "CONTRACT_VIOLATION" });
  const modifier = unknownModifier(element);
  if (modifier) broken(modifier.path, MODIFIER_PROBLEM);
  if (!status) broken(`${element.path}.status`, said === undefined ? "is required" : STATUS_PROBLEM);
  if (!id) broken(`${element.path}.id`, "is required, or an identifier");
  if (patients.length === 0) broken(`${element.path}.participant`, NO_PATIENT);
  const isWish = said !== undefined && WISHES.includes(said);
  if (!start.ok && isWish && violations.length > 0 && !modifier) {
    return [{ kind: "ignored", reason: `an appointment that is ${said} and has no start is not booked` }];
  }
  const endsStored = !start.ok && start.isAbsent && isEnded(status) ? (isWish ? "optional" : "required") : undefined;
  if (!start.ok && !endsStored) broken(start.path, start.problem);
  const [first, ...more] = violations;
  if (first || !status || !id) {
    const all = [
      first ?? { field: element.path, problem: "breaks FHIR", reason: "CONTRACT_VIOLATION" },
      ...more,
    ] as const;
    return [
      { kind: "untranslatable", violations: all, original: () => withParticipants(appointment, participants, message) },
    ];
  }
  // 2. Each patient by themselves.
  const others = participants.filter(({ kind }) => kind !== "patient");
  const shared = sharedFields(appointment, { id, start, others, moment }, message, context);
  const seen = new Set<string>();
  return patients.flatMap((patient) => {
    const original = () => withParticipants(appointment, [patient, ...others], message, patients);
    const patientId = patientIdOf(patient.target, moment);
    if (!patientId) {
      const { path } = patient.target.element;
      const violation: ContractViolation = { field: path, problem: PATIENT_PROBLEM, reason: "CONTRACT_VIOLATION" };
      return [{ kind: "untranslatable", violations: [violation], original }];
    }
    if (seen.has(patientId.id)) return [];
    seen.add(patientId.id);
    return [translatePatient({ element, status, endsStored, patient, patientId, shared, moment, original })];
  });
}

const NO_PATIENT = "must have a Patient as an actor; if it is named by a urn:uuid, the message must have it";
const STATUS_PROBLEM = `must be one of ${[...STATUSES.keys()].join(", ")}`;
const PATIENT_PROBLEM =
  "must name the patient by a reference such as Patient/123, or by an identifier: the id of a contained resource and " +
  "a urn:uuid mean nothing outside their message";

/** `Appointment.id`, or else its best identifier. */
function idOf(appointment: Element, moment: string): Element | undefined {
  const id = child(appointment, "id");
  if (textOf(appointment, "id") !== undefined) return id;
  const identifier = bestIdentifier(appointment, moment);
  return identifier && child(identifier, "value");
}

/**
 * The message with this appointment only.
 * @param own the participants that stay
 * @param patients of the appointment; those that do not stay are removed from it
 */
function withParticipants(
  appointment: Resource,
  own: readonly Participant[],
  message: FhirMessage,
  patients: readonly Participant[] = [],
): string {
  const staying = new Set(own);
  const removed = patients.filter((patient) => !staying.has(patient));
  const { value } = appointment.element;
  const targets = own.map(({ target }) => target);
  const entries = message.resources.entriesFor(appointment, targets);
  if (removed.length === 0 || !isObject(value)) return message.withOnly(appointment, value, entries);
  const parts = ({ element, target }: Participant) => [element.value, target.resource?.element.value];
  const needed = new Set(own.flatMap(parts));
  const gone = new Set(removed.flatMap(parts).filter((part) => !needed.has(part)));
  const without = (list: unknown) => (Array.isArray(list) ? list.filter((one) => !gone.has(one)) : list);
  const { participant, contained } = value;
  const kept = {
    ...value,
    participant: without(participant),
    ...(contained !== undefined && { contained: without(contained) }),
  };
  return message.withOnly(appointment, kept, entries);
}
