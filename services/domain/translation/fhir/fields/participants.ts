/** Who and what takes part in an appointment. */
import { child, codesOf, type Element, items, textOf } from "../reading/element";
import { unknownModifier } from "../reading/modifiers";
import { includes } from "../reading/period";
import type { Resource, Target } from "../reading/resources";

export interface Participant {
  /** The participant, or the appointment's subject. */
  readonly element: Element;
  readonly target: Target;
  readonly kind: "patient" | "practitioner" | "place" | "service" | "other";
}

/** Finds what a reference of a resource refers to. */
export type Resolve = (reference: Element, from: Resource) => Target;

const PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
/** FHIR's own codes in the value set of participants' types. */
const OTHER_TYPES = "http://terminology.hl7.org/CodeSystem/participant-type";
/**
 * Whom a patient sees, the most important first: primary performer, attender, secondary performer, consultant,
 * admitter.
 */
const SEEN = ["PPRF", "ATND", "SPRF", "CON", "ADM"];
/** Who takes part otherwise: referrer, escort, callback contact. */
const NOT_SEEN = new Set(["REF", "ESC", "CALLBCK"]);
const NOT_SEEN_OTHERS = new Set(["translator", "emergency"]);

const KINDS: ReadonlyMap<string | undefined, Participant["kind"]> = new Map<string, Participant["kind"]>([
  ["Patient", "patient"],
  ["Practitioner", "practitioner"],
  ["PractitionerRole", "practitioner"],
  ["Location", "place"],
  ["HealthcareService", "service"],
]);

/** Actors of schedules that are read: a message may have many appointments of one schedule. */
const MAX_ACTORS = 50;

/**
 * The participants. Of a kind that none of them has there are those whom the appointment implies: R5's `subject`, and
 * the actors of the schedules whose slots it fills.
 */
export function participantsOf(appointment: Resource, resolve: Resolve): Participant[] {
  const participant = (element: Element, reference: Element, from: Resource): Participant => {
    const target = resolve(reference, from);
    return { element, target, kind: kindOf(element, target) };
  };
  const named = items(appointment.element, "participant").map((element) =>
    participant(element, child(element, "actor"), appointment),
  );
  const referred = (from: Resource, name: string) =>
    items(from.element, name).flatMap((reference) => resolve(reference, from).resource ?? []);
  const schedules = new Set(referred(appointment, "slot").flatMap((slot) => referred(slot, "schedule")));
  const subject = child(appointment.element, "subject");
  const actors = [...schedules].flatMap((schedule) =>
    items(schedule.element, "actor")
      .slice(0, MAX_ACTORS)
      .map((actor) => ({ actor, schedule })),
  );
  const implied = [
    participant(subject, subject, appointment),
    ...actors.slice(0, MAX_ACTORS).map(({ actor, schedule }) => participant(actor, actor, schedule)),
  ];
  return [...named, ...implied.filter(({ kind }) => named.every((one) => one.kind !== kind))];
}

/** An actor without a type, such as one with a name only, is known by its role. */
function kindOf(participant: Element, { type }: Target): Participant["kind"] {
  if (type !== undefined) return KINDS.get(type) ?? "other";
  const roles = codesOf(participant, "type", PARTICIPATION);
  if (roles.includes("LOC")) return "place";
  return roles.some((role) => SEEN.includes(role)) ? "practitioner" : "other";
}

/**
 * The participants of a kind that attend, the most important first.
 * @param moment when the appointment starts: ISO 8601
 */
export function attending(all: readonly Participant[], kind: Participant["kind"], moment: string): Participant[] {
  const optional = ({ element }: Participant) => Number(textOf(element, "required") === "optional");
  return all
    .filter((one) => one.kind === kind && absence(one, moment) === undefined && !isModified(one) && isSeen(one))
    .sort((a, b) => roleRank(a) - roleRank(b) || optional(a) - optional(b));
}

/** Why a participant does not attend; undefined if they do. */
export function absence({ element }: Participant, moment: string): Element | undefined {
  const required = child(element, "required");
  // "two doctors need to meet to discuss the results for a specific patient, and the patient is not required to be
  // present" (FHIR R4, Appointment.participant.required).
  if (textOf(element, "required") === "information-only") return required;
  if (textOf(element, "status") === "declined") return child(element, "status");
  return includes(element, moment) ? undefined : child(element, "period");
}

function isModified({ element, target }: Participant): boolean {
  return Boolean(unknownModifier(element) ?? (target.resource && unknownModifier(target.resource.element)));
}

function roleRank({ element }: Participant): number {
  const ranks = codesOf(element, "type", PARTICIPATION)
    .map((role) => SEEN.indexOf(role))
    .filter((rank) => rank >= 0);
  return ranks.length > 0 ? Math.min(...ranks) : SEEN.length;
}

function isSeen({ element }: Participant): boolean {
  return (
    !codesOf(element, "type", PARTICIPATION).some((role) => NOT_SEEN.has(role)) &&
    !codesOf(element, "type", OTHER_TYPES).some((role) => NOT_SEEN_OTHERS.has(role))
  );
}
