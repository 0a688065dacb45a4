/** The parts of a message about an appointment, SIU_S12: HL7 v2.5.1, section 10.4. */
import type { Er7Field, Er7Message, Er7Segment } from "./er7-message";

/** A value and the element that it comes from. */
export interface Found {
  readonly text: string;
  readonly path: string;
}

/** Writes a note about an element. */
export type Note = (path: string, note: string) => void;

/** One patient of the appointment. */
export interface PatientPart {
  readonly pid: Er7Segment;
  readonly pd1: Er7Segment | undefined;
  readonly pv1: Er7Segment | undefined;
  /** The message's lines without those of its other patients. */
  lines(): string[];
}

export function segmentsOf(message: Er7Message, ...names: readonly string[]): Er7Segment[] {
  return message.segments.filter(({ name }) => names.includes(name));
}

/** A component of the first repetition in which it is given; undefined if there is none. */
export function firstGiven(segment: Er7Segment | undefined, field: number, component = 1): Found | undefined {
  const given = segment?.field(field).find((one) => one.sub(component, 1) !== "");
  return given && foundIn(given, component);
}

/** The first sub-component of a component: the value itself, where others refine it. */
export function foundIn(field: Er7Field, component: number): Found {
  return { text: field.sub(component, 1), path: field.path(component) };
}

/** Segments that end the part of a message that is about patients. */
const RESOURCES = ["RGS", "AIS", "AIG", "AIL", "AIP"];

/**
 * The patients of a message, each with the segments up to the next patient or the first resource. With one patient, the
 * order of segments does not matter.
 */
export function patientParts({ segments }: Er7Message): PatientPart[] {
  const starts = segments.flatMap(({ name }, index) => (name === "PID" ? [index] : []));
  const ends = starts.map((start) => {
    const end = segments.findIndex(({ name }, index) => index > start && (name === "PID" || RESOURCES.includes(name)));
    return end === -1 ? segments.length : end;
  });
  const isOfPatient = (index: number, patient: number) =>
    index >= (starts[patient] ?? 0) && index < (ends[patient] ?? 0);
  return starts.map((start, patient) => {
    const group = starts.length === 1 ? segments : segments.slice(start, ends[patient]);
    const find = (wanted: string) => group.find(({ name }) => name === wanted);
    const lines = () => {
      const others = starts.map((_, other) => other).filter((other) => other !== patient);
      const kept = segments.filter((_, index) => !others.some((other) => isOfPatient(index, other)));
      return kept.map(({ line }) => line);
    };
    return { pid: segments[start] as Er7Segment, pd1: find("PD1"), pv1: find("PV1"), lines };
  });
}

/**
 * Where a segment of a resource says that the resource is not of the appointment (any more): its status, table 0278.
 */
const STATUS_FIELDS: Readonly<Record<string, number>> = { AIS: 10, AIG: 14, AIL: 12, AIP: 12 };

/**
 * The services, resources, places and people of the appointment, without those that an update removes: segment action
 * code `D` (table 0206) of the segment or its group, or a status that ends it.
 * @param hasEnded the appointment: what is removed then is what it had
 */
export function resourcesOf(message: Er7Message, hasEnded: boolean): Er7Segment[] {
  const resources = segmentsOf(message, ...RESOURCES);
  let isGroupRemoved = false;
  return resources.filter((segment) => {
    if (segment.name === "RGS") {
      isGroupRemoved = isRemoved(segment);
      return false;
    }
    return hasEnded || !(isGroupRemoved || isRemoved(segment) || isEnded(segment));
  });
}

function isRemoved(segment: Er7Segment): boolean {
  return segment.field(2)[0].text(1).toUpperCase() === "D";
}

function isEnded(segment: Er7Segment): boolean {
  const status = segment.field(STATUS_FIELDS[segment.name] ?? 0)[0].text(1);
  return /^(?:cancell?ed|deleted|dc|discontinued)$/i.test(status);
}
