/** Whom a message of another format is about, also if it cannot be translated. */
import type { MessageFormat } from "../../../contracts/queue-attributes";
import { readMessage } from "../translation/hl7/er7-message";
import { splitMessages } from "../translation/hl7/er7-text";

/** The ids by which the message knows one patient. */
export type PatientIds = ReadonlySet<string>;

/** The end of a reference such as `https://ehr.example.com/fhir/Patient/123/_history/2`. */
const PATIENT_REFERENCE = /(?:^|\/)Patient\/([^/]+)(?:\/_history\/[^/]+)?$/;
/** PID-2, PID-3 and PID-4: the patient's ids in HL7 v2.5.1, section 3.4.2. */
const ID_FIELDS = [2, 3, 4];

/** @returns one set for each patient; none if the message names no patient, or cannot be read */
export function patientsIn(body: string, format: Exclude<MessageFormat, "json">): PatientIds[] {
  return format === "hl7" ? patientsOfHl7(body) : patientsOfFhir(body);
}

function patientsOfHl7(body: string): PatientIds[] {
  const text = splitMessages(body);
  return text.kind === "messages" ? text.messages.flatMap(patientsOfMessage) : patientsOfLines(body.split(/[\r\n]+/));
}

/** The numbers alone, as the translator reads them: their check digits, types and authorities name nobody. */
function patientsOfMessage(lines: readonly string[]): PatientIds[] {
  const reading = readMessage(lines);
  if (!reading.ok) return patientsOfLines(lines);
  const pids = reading.message.segments.filter(({ name }) => name === "PID");
  return pids.map((pid) => new Set(ID_FIELDS.flatMap((number) => pid.field(number)).map((field) => field.sub(1, 1))));
}

/** Of what is no message, everything that may be an id. */
function patientsOfLines(lines: readonly string[]): PatientIds[] {
  return lines
    .map((line) => line.trim().split("|"))
    .filter(([name = ""]) => name.toUpperCase() === "PID")
    .map((fields) => new Set(ID_FIELDS.flatMap((index) => (fields[index] ?? "").split(/[~^&\\]/))));
}

function patientsOfFhir(body: string): PatientIds[] {
  let message: unknown;
  try {
    message = JSON.parse(body.replace(/^\ufeff/, ""));
  } catch {
    return [];
  }
  const resources: Set<string>[] = [];
  const referenced = new Set<string>();
  walk(message, (one) => {
    if (one.resourceType === "Patient") resources.push(idsOf(one));
    const id = referencedIn(one);
    if (id !== undefined) referenced.add(id);
  });
  const others = [...referenced].filter((id) => !resources.some((ids) => ids.has(id)));
  return [...resources, ...others.map((id) => new Set([id]))];
}

/** The patient whom a reference names: by an id, by a search, or by an identifier. */
function referencedIn({ reference, type, identifier }: Readonly<Record<string, unknown>>): string | undefined {
  const written = typeof reference === "string" ? reference : "";
  const [, id] = PATIENT_REFERENCE.exec(written) ?? [];
  if (id !== undefined) return id.trim();
  const [path = "", query] = written.split("?");
  if (query !== undefined && /(?:^|\/)Patient$/.test(path)) {
    return new URLSearchParams(query).get("identifier")?.split("|").at(-1)?.trim();
  }
  const { value } = Object(identifier) as { readonly value?: unknown };
  return /(?:^|\/)Patient$/.test(String(type ?? "")) && typeof value === "string" ? value.trim() : undefined;
}

function idsOf({ id, identifier }: Readonly<Record<string, unknown>>): Set<string> {
  const identifiers = Array.isArray(identifier) ? identifier : [];
  const values = identifiers.map((one: unknown) => (Object(one) as { readonly value?: unknown }).value);
  return new Set(
    [id, ...values].filter((value): value is string => typeof value === "string").map((one) => one.trim()),
  );
}

/** Visits each object, whatever the depth: the message was written by others. */
function walk(root: unknown, visit: (one: Readonly<Record<string, unknown>>) => void): void {
  const open = [root];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one !== "object" || one === null) continue;
    if (!Array.isArray(one)) visit(one as Readonly<Record<string, unknown>>);
    // One by one: a list may be longer than what a function takes.
    for (const value of Object.values(one)) if (value !== undefined) open.push(value);
  }
}
