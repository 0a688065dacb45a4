import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { CLINICS_FOLDER, type Clinic, DEFAULT_CLINIC_FILE } from "../../../contracts/clinics/clinic";
import type { ClinicsFile } from "../../../contracts/clinics/profile-schema";
import { checkClinics, clinicsOf } from "../../../contracts/clinics/profiles";
import { SettingsError } from "./read-settings";
import type { Settings } from "./settings";

/** The profiles of a deployment's clinics, as its functions' bundles have them. */
export interface ClinicProfiles {
  /** As it was read. */
  readonly file: ClinicsFile;
  readonly clinics: readonly Clinic[];
  /** Changes with any profile, and with the settings that profiles rely on. */
  readonly digest: string;
  /** Content by path in the bundle. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Reads and checks the file that the setting `clinics` names.
 * @returns undefined if the setting names none
 * @throws SettingsError with a line for each problem
 */
export function readClinicProfiles(settings: Settings): ClinicProfiles | undefined {
  const { clinics: path } = settings;
  if (!path) return undefined;
  const check = checkClinics(read(path));
  if (!check.ok) throw new SettingsError(check.problems.map((problem) => `${path}: ${problem}.`).join("\n"));
  const clinics = clinicsOf(check.file, settings);
  const files = new Map([
    [`${CLINICS_FOLDER}/${DEFAULT_CLINIC_FILE}`, JSON.stringify(check.file.default)],
    ...clinics.map((clinic) => [`${CLINICS_FOLDER}/${clinic.id}.json`, JSON.stringify(clinic)] as const),
  ]);
  const digest = createHash("sha256")
    .update(JSON.stringify([...files]))
    .digest("hex")
    .slice(0, 16);
  return { file: check.file, clinics, digest, files };
}

/** With the value `auto` of the setting `clinicMetrics`: 50 clinics cost up to 45 dollars a month (docs/costs.md). */
export const MAX_CLINICS_WITH_METRICS = 50;

/** Whether outcomes are also counted by clinic. */
export function hasClinicMetrics({ clinicMetrics }: Settings, profiles: ClinicProfiles | undefined): boolean {
  if (!profiles || clinicMetrics === "off") return false;
  return clinicMetrics === "on" || profiles.clinics.length <= MAX_CLINICS_WITH_METRICS;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SettingsError(`Setting clinics got ${JSON.stringify(path)}, which cannot be read (${code}).`);
  }
}
