/** Whom the patient sees, and where. */
import { LENGTHS } from "../../../../contracts/appointment-message";
import { shownPerson } from "../../content/doctor-name";
import type { Er7Field, Er7Segment } from "./er7-message";
import { type Found, foundIn, type Note, type PatientPart } from "./message-parts";

/** Of a general resource, whether its type (AIG-4) is a person who sees patients: it may as well be a room or a device. */
const PERSONNEL = /provider|physician|practitioner|clinician|doctor|\bmd\b/i;

/**
 * The practitioner, as the contract's `practitioner`, which gets no title that the message does not have: AIP-3, the people
 * of the appointment; then AIG-3, if AIG-4 says that the resource is a provider; then PV1-7, the attending doctor of the
 * visit. SCH-12, SCH-16 and SCH-20 are contact persons, and who entered the appointment (HL7 v2+, segment SCH): never.
 */
export function practitioner(
  resources: readonly Er7Segment[],
  visit: Er7Segment | undefined,
  note: Note,
): Found | undefined {
  const people = resources.filter(({ name }) => name === "AIP").flatMap((segment) => segment.field(3));
  const providers = resources.filter(({ name }) => name === "AIG").filter(isProvider);
  const named = [
    ...people.map(xcnName),
    ...providers.flatMap((segment) => segment.field(3)).map(resourceName),
    ...(visit?.field(7) ?? []).map(xcnName),
  ];
  const shown = named.find(({ text }) => text !== "");
  if (!shown || shown.text.length <= LENGTHS.practitioner) return shown;
  note(shown.path, "is too long for a practitioner and left out");
  return undefined;
}

/** A person of XCN: id, family name, given name, further names, suffix, prefix, degree; since 2.5 a professional suffix. */
function xcnName(field: Er7Field): Found {
  const [given, further, suffix, prefix, degree] = [3, 4, 5, 6, 7].map((component) => field.text(component));
  const person = { prefix, given, further, family: field.sub(2, 1), suffix, degree: degree || field.text(21) };
  return { text: person.family || given ? shownPerson(person) : "", path: field.path() };
}

function isProvider(segment: Er7Segment): boolean {
  const [type] = segment.field(4);
  return PERSONNEL.test(`${type.text(1)} ${type.text(2)}`);
}

/** In the third component of a coded value, the name of a coding system. */
const CODING_SYSTEM = /\d|^(?:L|LOCAL|NPI|SCT)$/i;

/** A coded resource: id and name. Some senders write the name as that of a person: id, family name, given name. */
function resourceName(field: Er7Field): Found {
  const isPerson = field.text(3) !== "" && !CODING_SYSTEM.test(field.text(3)) && !field.text(2).includes(" ");
  return isPerson ? xcnName(field) : foundIn(field, 2);
}

/** Components of PL, the data type of places: HL7 v2.5.1, section 2.A.53. */
const [POINT_OF_CARE, ROOM, FACILITY, BUILDING, FLOOR, DESCRIPTION] = [1, 2, 4, 7, 8, 9];

/**
 * The place: AIL-3, that of the appointment, and PV1-3, that of the visit, without one. Its description (PL.9) is shown if
 * there is one, and otherwise point of care, room, floor, building and facility; the bed and numbers that are ids are not.
 */
export function place(resources: readonly Er7Segment[], visit: Er7Segment | undefined, note: Note): Found | undefined {
  const shown = placesOf(resources, visit)
    .map((field) => ({ text: placeText(field), path: field.path() }))
    .find(({ text }) => text !== "");
  if (!shown || shown.text.length <= LENGTHS.location) return shown;
  note(shown.path, "is cut, since it is too long for a location");
  return { ...shown, text: shown.text.slice(0, LENGTHS.location).replace(/[\ud800-\udbff]$/, "") };
}

function placeText(field: Er7Field): string {
  const description = field.text(DESCRIPTION);
  if (description !== "") return description;
  const parts = [POINT_OF_CARE, ROOM, FLOOR, BUILDING, FACILITY].map((component) => field.sub(component, 1));
  const [pointOfCare = ""] = parts;
  const others = parts.slice(1).filter((part) => part !== "");
  const isId = /^[\d.]+$/.test(pointOfCare) && others.some((part) => /\p{L}/u.test(part));
  const named = (isId ? others : [pointOfCare, ...others]).filter(
    (part) => part !== "" && !/^\d+(?:\.\d+)+$/.test(part),
  );
  return [...new Set(named)].join(", ");
}

function placesOf(resources: readonly Er7Segment[], visit: Er7Segment | undefined): Er7Field[] {
  const places = resources.filter(({ name }) => name === "AIL").flatMap((segment) => segment.field(3));
  return [...places, ...(visit?.field(3) ?? [])];
}

/**
 * What the sender calls the clinic, the most exact first: of each place the point of care, its description, its
 * facility, room and building, and then the sending facility (MSH-4), with universal ids; some senders write a name in the
 * fourth component of that.
 */
export function clinicNames(
  resources: readonly Er7Segment[],
  { pv1 }: Pick<PatientPart, "pv1">,
  header: Er7Segment,
): string[] {
  const [facility] = header.field(4);
  const names = placesOf(resources, pv1).flatMap((field) => [
    field.sub(POINT_OF_CARE, 1),
    field.text(DESCRIPTION),
    field.sub(FACILITY, 1),
    field.sub(FACILITY, 2),
    field.sub(ROOM, 1),
    field.sub(BUILDING, 1),
  ]);
  return [...new Set([...names, facility.text(1), facility.text(2), facility.text(4)])].filter((name) => name !== "");
}
