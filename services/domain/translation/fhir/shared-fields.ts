/** What an Appointment says to all of its patients. */
import type { TranslationContext } from "../translation";
import type { FhirMessage } from "./fhir-message";
import { Draft } from "./fields/draft";
import { isLocal, type Start, type Version, versionOf, zoneElement } from "./fields/moments";
import { attending, type Participant, type Resolve } from "./fields/participants";
import { setPlace } from "./fields/place-fields";
import { setPractitioner } from "./fields/practitioner-field";
import { setVisit } from "./fields/virtual-visit";
import { child, type Element, text } from "./reading/element";
import type { Resource } from "./reading/resources";

export interface SharedFields {
  readonly draft: Draft;
  readonly clinicNames: readonly string[];
  readonly version?: Version;
}

/**
 * @param id the element with the id of the appointment
 * @param others the participants that are no patients
 * @param moment the start, or a time after all others
 */
export function sharedFields(
  appointment: Resource,
  {
    id,
    start,
    moment,
    others,
  }: {
    readonly id: Element;
    readonly start: Start;
    readonly others: readonly Participant[];
    readonly moment: string;
  },
  message: FhirMessage,
  context: TranslationContext,
): SharedFields {
  const { element } = appointment;
  const draft = new Draft();
  const resolve: Resolve = (reference, from) => message.resources.target(reference, from);
  draft.set("appointmentId", text(id), id);
  if (start.ok) draft.set("appointmentTime", start.time, start.element);
  else {
    draft.sources.appointmentTime = start.path;
    draft.note({ value: undefined, path: start.path }, "is absent: the start of the stored appointment holds");
  }
  // 1. Whom the patient sees, and where.
  setPractitioner(draft, attending(others, "practitioner", moment), resolve, moment);
  const { clinicNames, zoned } = setPlace(draft, others, resolve, moment);
  setVisit(draft, element, others);
  const instruction = child(element, "patientInstruction");
  const instructions = text(instruction);
  if (instructions !== undefined) draft.setShown("instructions", instructions, instruction);
  // 2. The zone: of a local time, and of the time that the patient is shown.
  const zone = zoneElement(child(element, "_start"), ...zoned);
  if (zone) draft.set("timeZone", text(zone), zone);
  else if (start.ok && isLocal(start.time))
    draft.note(start.element, "has no offset: it is read as the clinic's local time");
  // 3. The order of changes.
  const version = versionOf(element, message.bundle, () => context.zoneOf(clinicNames));
  if (version) draft.sources.version = version.element.path;
  return { draft, clinicNames, ...(version && { version }) };
}
