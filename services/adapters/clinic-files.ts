import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CLINIC_ID, type Clinic, DEFAULT_CLINIC_FILE } from "../../contracts/clinics/clinic";
import { SENDER_NAMES_FILE, type SenderNames } from "../../contracts/clinics/sender-names";
import type { Clinics } from "../domain/clinics/clinics";

/**
 * The clinics of a bundle. A profile is read when a message first names it, so that a function's start does not grow with
 * the number of clinics.
 * @param folder has a JSON file for each clinic, by its id
 */
export function clinicFiles(folder: string): Clinics {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
  const found = new Map<string, Clinic>();
  let byDefault: string | undefined;
  let names: SenderNames | undefined;
  return {
    find(clinicId) {
      byDefault ??= read(DEFAULT_CLINIC_FILE) as string;
      const id = clinicId ?? byDefault;
      const known = found.get(id);
      if (known || !CLINIC_ID.test(id)) return known;
      try {
        const clinic = read(`${id}.json`) as Clinic;
        found.set(id, clinic);
        return clinic;
      } catch (error) {
        // Nothing is remembered of unknown ids: there are more of them than memory.
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    senderNames() {
      names ??= read(SENDER_NAMES_FILE) as SenderNames;
      return names;
    },
  };
}
