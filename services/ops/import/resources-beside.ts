/**
 * The resources beside the Appointments of an export: patients, practitioners, places. FHIR Bulk Data Access writes one
 * resource a line, and each type into files of its own: https://hl7.org/fhir/uv/bulkdata/export.html
 */
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { literalReference } from "../../domain/translation/fhir/reading/literal-reference";
import { parsed, readJsonLines } from "../files/json-lines";
import { isResource } from "../files/messages/message-file";
import { openFile } from "../files/text/file-text";
import { misuse } from "../output/status";

/** What an appointment may refer to. A Patient refers to nothing that a reminder needs. */
const TYPES = [
  "Patient",
  "Practitioner",
  "PractitionerRole",
  "Location",
  "Organization",
  "HealthcareService",
  "Slot",
  "Schedule",
] as const;

/** Large elements that no reminder needs. */
const LEFT_OUT = ["text", "photo", "qualification", "availableTime", "notAvailable", "generalPractitioner", "link"];

/** The maximum number of resources of one appointment. */
const MAX_RESOURCES = 200;

interface Beside {
  /** The resource in JSON, without what no reminder needs: a text takes less memory than its objects. */
  readonly json: string;
  /** The keys of what it refers to. */
  readonly references: readonly string[];
}

export class ResourcesBeside {
  /** By type and id, such as `Patient/123`. */
  readonly #byKey = new Map<string, Beside>();

  get count(): number {
    return this.#byKey.size;
  }

  /** Adds a resource; of two with the same type and id, the last one counts. */
  add(value: Readonly<Record<string, unknown>>): void {
    const { resourceType, id } = value;
    if (typeof id !== "string" || !isOfType(resourceType)) return;
    const kept = Object.fromEntries(Object.entries(value).filter(([name]) => !LEFT_OUT.includes(name)));
    const json = JSON.stringify(kept);
    this.#byKey.set(`${resourceType}/${id}`, {
      json,
      references: resourceType === "Patient" ? [] : referencesIn(json),
    });
  }

  /**
   * What an appointment refers to, and what that refers to.
   * @param json the appointment
   * @returns resources in JSON
   */
  of(json: string): string[] {
    const found = new Map<string, string>();
    const waiting = referencesIn(json);
    for (let key = waiting.pop(); key !== undefined && found.size < MAX_RESOURCES; key = waiting.pop()) {
      const beside = found.has(key) ? undefined : this.#byKey.get(key);
      if (!beside) continue;
      found.set(key, beside.json);
      waiting.push(...beside.references);
    }
    return [...found.values()];
  }
}

function isOfType(type: unknown): type is (typeof TYPES)[number] {
  return TYPES.some((one) => one === type);
}

/** The types and ids of all references in a resource, relative or with a server. */
function referencesIn(json: string): string[] {
  const found: string[] = [];
  try {
    JSON.parse(json, (name, value: unknown) => {
      const literal = name === "reference" && typeof value === "string" ? literalReference(value) : undefined;
      if (literal) found.push(`${literal.type}/${literal.id}`);
      return value;
    });
  } catch {
    // Nested too deeply: the translator says so.
  }
  return found;
}

/**
 * Reads the resources of files, or of all *.ndjson files of folders.
 * @param appointments the file of the appointments, which may be in such a folder
 * @param stop aborting it ends the reading with a CommandError of status 130
 * @throws CommandError if a file cannot be read, or has a line that is no resource of FHIR
 */
export async function resourcesBeside(
  paths: readonly string[],
  appointments: string,
  stop: AbortSignal,
): Promise<ResourcesBeside> {
  const found = new ResourcesBeside();
  for (const path of paths) {
    const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() === true;
    const files = isFolder ? (await readdir(path)).filter((name) => /\.ndjson$/i.test(name)).sort() : [path];
    if (isFolder && files.length === 0) throw misuse(`${path} has no .ndjson files`);
    for (const name of files) {
      const file = isFolder ? join(path, name) : name;
      if (resolve(file) !== resolve(appointments)) await addFile(found, file, isFolder, stop);
    }
  }
  return found;
}

/** @param skips whether a file of another type is left after its first resource, as an export has each type by itself */
async function addFile(found: ResourcesBeside, path: string, skips: boolean, stop: AbortSignal): Promise<void> {
  const file = await openFile(path, process.stdin, stop, "An export of FHIR is in UTF-8.");
  try {
    for await (const { position, raw } of readJsonLines(file.text, path)) {
      const value = parsed(String(raw));
      if (!isResource(value)) {
        const line = "line" in position ? position.line : 0;
        throw misuse(`${path}, line ${line}: is no resource of FHIR in JSON`, "--with takes one resource a line.");
      }
      if (skips && !isOfType(value.resourceType)) return;
      found.add(value);
    }
  } finally {
    file.close();
  }
}
