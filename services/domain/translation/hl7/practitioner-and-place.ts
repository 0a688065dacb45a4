/** Whom the patient sees, and where. */
import { LENGTHS } from "../../../../contracts/appointment-message";
import { shownPerson } from "../../content/doctor-name";
import type { Er7Field, Er7Segment } from "./er7-message";
import { type Found, foundIn, type Note } from "./message-parts";

/**
 * Of a general resource, whether its type (AIG-4) is a person who sees patients: it may as well be a room or a device.
 */
const PERSONNEL = /provider|physician|practitioner|clinician|doctor|\bmd\b/i;

/**
 * The practitioner of the appointment: AIP-3, its people; then AIG-3, if AIG-4 says that the resource is a provider.
 */
export function bookedPractitioner(resources: readonly Er7Segment[]): Found | undefined {
  const providers = resources.filter((segment) => segment.name === "AIG" && isProvider(segment));
  return firstNamed(named(resources, "AIP"), 3, xcnName) ?? firstNamed(providers, 3, resourceName);
}

/**
 * The practitioner, as the contract's `practitioner`, which gets no title that the message does not have: that of the
 * appointment, and without one PV1-7, the attending doctor of the visit. SCH-12, SCH-16 and SCH-20 are contact persons,
 * and who entered the appointment (HL7 v2+, segment SCH): never.
 * @param booked {@link bookedPractitioner}
 */
export function practitioner(booked: Found | undefined, visit: Er7Segment | undefined, note: Note): Found | undefined {
  const shown = booked ?? firstNamed(visit ? [visit] : [], 7, xcnName);
  if (!shown || shown.text.length <= LENGTHS.practitioner) return shown;
  note(shown.path, "is too long for a practitioner and left out");
  return undefined;
}

/** What is read first from a field of the segments. */
function firstNamed(
  segments: readonly Er7Segment[],
  number: number,
  read: (field: Er7Field) => Found,
): Found | undefined {
  for (const segment of segments) {
    for (const field of segment.field(number)) {
      const found = read(field);
      if (found.text !== "") return found;
    }
  }
  return undefined;
}

function named(resources: readonly Er7Segment[], wanted: string): Er7Segment[] {
  return resources.filter(({ name }) => name === wanted);
}

/**
 * A person of XCN: id, family name, given name, further names, suffix, prefix, degree; since 2.5 a professional suffix.
 */
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

/** The place of the appointment: AIL-3. */
export function bookedPlace(resources: readonly Er7Segment[]): Found | undefined {
  return firstPlace(named(resources, "AIL"));
}

/** The first that has a letter, since a number alone says little to a patient. */
function firstPlace(segments: readonly Er7Segment[]): Found | undefined {
  const inWords = (found: Found) => (hasLetters(found) ? found : { ...found, text: "" });
  return firstNamed(segments, 3, (field) => inWords(placeFound(field))) ?? firstNamed(segments, 3, placeFound);
}

/**
 * The place: that of the appointment, and PV1-3, that of the visit, without one or if only that has a letter. Its
 * description (PL.9) is shown if there is one, and otherwise point of care, room, floor, building and facility; the bed
 * and numbers that are ids are not.
 * @param booked {@link bookedPlace}
 */
export function place(booked: Found | undefined, visit: Er7Segment | undefined, note: Note): Found | undefined {
  const visited = booked && hasLetters(booked) ? undefined : firstPlace(visit ? [visit] : []);
  const shown = visited && (hasLetters(visited) || !booked) ? visited : booked;
  if (!shown || shown.text.length <= LENGTHS.location) return shown;
  note(shown.path, "is cut, since it is too long for a location");
  return { ...shown, text: shown.text.slice(0, LENGTHS.location).replace(/[\ud800-\udbff]$/, "") };
}

function placeFound(field: Er7Field): Found {
  return { text: placeText(field), path: field.path() };
}

function hasLetters({ text }: Pick<Found, "text">): boolean {
  return /\p{L}/u.test(text);
}

function placeText(field: Er7Field): string {
  const description = field.text(DESCRIPTION);
  if (description !== "") return description;
  const parts = [POINT_OF_CARE, ROOM, FLOOR, BUILDING, FACILITY].map((component) => field.sub(component, 1));
  const [pointOfCare = ""] = parts;
  const others = parts.slice(1).filter((part) => part !== "");
  const isId = /^[\d.]+$/.test(pointOfCare) && others.some((text) => hasLetters({ text }));
  const named = (isId ? others : [pointOfCare, ...others]).filter(
    (part) => part !== "" && !/^\d+(?:\.\d+)+$/.test(part),
  );
  return [...new Set(named)].join(", ");
}

/** The places of an appointment that are read for the names of its clinic. */
const MAX_PLACES = 20;

/**
 * What the sender calls the clinic, the most exact first: of each place the point of care, its description, its
 * facility, room and building, and then the sending facility (MSH-4), with universal ids; some senders write a name in
 * the fourth component of that.
 */
export function clinicNames(
  resources: readonly Er7Segment[],
  visit: Er7Segment | undefined,
  header: Er7Segment,
): string[] {
  const [facility] = header.field(4);
  const booked = named(resources, "AIL").slice(0, MAX_PLACES);
  const places = [
    ...booked.flatMap((segment) => segment.field(3).slice(0, MAX_PLACES)),
    ...(visit?.field(3) ?? []),
  ].slice(0, MAX_PLACES);
  const names = places.flatMap((field) => [
    field.sub(POINT_OF_CARE, 1),
    field.text(DESCRIPTION),
    field.sub(FACILITY, 1),
    field.sub(FACILITY, 2),
    field.sub(ROOM, 1),
    field.sub(BUILDING, 1),
  ]);
  return [...new Set([...names, facility.text(1), facility.text(2), facility.text(4)])].filter((name) => name !== "");
}
