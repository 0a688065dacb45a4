/** Whom a message of another format is about, also if it cannot be translated. */
import type { MessageFormat } from "../../../contracts/queue-attributes";

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
  // The header says which characters separate: HL7 v2.5.1, section 2.5.4. One of a batch may have others.
  const separators = /(?:MSH|FHS|BHS)(.{1,5})/.exec(body)?.[1] ?? "|^~\\&";
  const [field = "|", ...within] = [...separators];
  const parts = new RegExp(`[${within.map((one) => `\\u{${one.codePointAt(0)?.toString(16)}}`).join("")}]`, "u");
  const segments = body.split(/[\r\n\p{Cc}]+/u).map((line) => line.trim().split(field));
  return segments
    .filter(([name = ""]) => name.toUpperCase() === "PID")
    .map((fields) => new Set(ID_FIELDS.flatMap((index) => (fields[index] ?? "").split(parts)).map((id) => id.trim())));
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
    const [, id] = PATIENT_REFERENCE.exec(String(one.reference ?? "")) ?? [];
    if (id !== undefined) referenced.add(id);
  });
  const others = [...referenced].filter((id) => !resources.some((ids) => ids.has(id)));
  return [...resources, ...others.map((id) => new Set([id]))];
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
    open.push(...Object.values(one).filter((value) => value !== undefined));
  }
}
