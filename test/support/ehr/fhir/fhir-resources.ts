/** FHIR R4 resources of invented people, and what becomes of them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { translateFhir } from "../../../../services/domain/translation/fhir/translate-fhir";
import type {
  TranslatedBooking,
  Translation,
  Untranslatable,
} from "../../../../services/domain/translation/translation";

export type Json = Readonly<Record<string, unknown>>;

export const SERVER = "https://ehr.example.com/fhir/R4";
export const START = "2027-03-01T14:30:00-05:00";
export const PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

export const PAT: Json = {
  resourceType: "Patient",
  id: "p-1042",
  name: [{ use: "official", family: "Lee", given: ["Pat", "Q"] }],
  telecom: [
    { system: "phone", value: "(206) 555-0100", use: "mobile" },
    { system: "email", value: "pat@example.com", use: "home" },
  ],
};

export const RIVERA: Json = {
  resourceType: "Practitioner",
  id: "rivera",
  name: [{ family: "Rivera", given: ["Maria"], prefix: ["Dr."] }],
};

export const NORTH: Json = { resourceType: "Location", id: "north", name: "North Clinic" };

/** A booked appointment of {@link PAT}, without changes of its own. */
export function appointment(changes: Json = {}): Json {
  return {
    resourceType: "Appointment",
    id: "a-77",
    meta: { lastUpdated: "2026-11-25T10:10:00Z" },
    status: "booked",
    start: START,
    participant: [actor("Patient/p-1042"), actor("Practitioner/rivera"), actor("Location/north")],
    ...changes,
  };
}

/** A participant. */
export function actor(reference: string, changes: Json = {}): Json {
  return { actor: { reference }, status: "accepted", ...changes };
}

/** A participant in a role of HL7's v3 codes. */
export function role(code: string): Json {
  return { type: [{ coding: [{ system: PARTICIPATION, code }] }] };
}

export function bundle(type: string, ...entries: readonly Json[]): Json {
  return { resourceType: "Bundle", type, entry: entries };
}

/** An entry as a server has it. */
export function entry(resource: Json, changes: Json = {}): Json {
  return { fullUrl: `${SERVER}/${resource.resourceType}/${resource.id}`, resource, ...changes };
}

/** A bundle of resources as a server has them. */
export function collection(...resources: readonly Json[]): Json {
  return bundle("collection", ...resources.map((resource) => entry(resource)));
}

/** An appointment in a collection with the people and places of its participants, of which one is changed. */
export function collected(changes: Json = {}, ...others: readonly Json[]): Json {
  return collection(appointment(changes), ...(others.length > 0 ? others : [PAT, RIVERA, NORTH]));
}

/** Clinics' local times are New York's, except for the clinic `west`. */
export function translate(message: Json | string): Translation {
  const zoneOf = (names: readonly string[]) => (names.includes("west") ? "America/Los_Angeles" : "America/New_York");
  return translateFhir(typeof message === "string" ? message : JSON.stringify(message), { zoneOf });
}

/** The only booking of a message. */
export function booking(message: Json | string): TranslatedBooking {
  const [first, ...others] = translate(message);
  if (first.kind !== "booking") throw new Error(JSON.stringify(first));
  expect(others).toEqual([]);
  return first;
}

/** What the only part of a message violates. */
export function untranslatable(message: Json | string): Untranslatable {
  const [first, ...others] = translate(message);
  if (first.kind !== "untranslatable") throw new Error(JSON.stringify(first));
  expect(others).toEqual([]);
  return first;
}

/** The paths of the violations of the only part of a message. */
export function problemPaths(message: Json | string): string[] {
  return untranslatable(message).violations.map(({ field }) => field);
}

/** A message in the shape of a vendor's published samples. */
export function sample(name: string): Json {
  return JSON.parse(readFileSync(join(__dirname, "samples", `${name}.json`), "utf8")) as Json;
}
