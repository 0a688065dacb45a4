import { readFileSync } from "node:fs";
import { type ClinicProfiles, clinicProfiles } from "../../../contracts/clinics/profile-files";
import { checkClinics } from "../../../contracts/clinics/profiles";
import { SettingsError } from "./check-settings";
import type { Settings } from "./settings";

/**
 * Reads and checks the file that the setting `clinics` names.
 * @returns undefined if the setting names none
 * @throws SettingsError with a line for each problem
 */
export function readClinicProfiles(settings: Settings): ClinicProfiles | undefined {
  const { clinics: path } = settings;
  if (!path) return undefined;
  const check = checkClinics(read(path), settings);
  if (!check.ok) throw new SettingsError(check.problems.map((problem) => `${path}: ${problem}.`).join("\n"));
  return clinicProfiles(check.file, settings);
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
