/** The clinics that a command knows: those of the deployment, whose profiles are in a file of the operator's. */
import { readFileSync } from "node:fs";
import { Option } from "commander";
import { type Clinic, type ClinicDefaults, NO_PROFILES, onlyClinic } from "../../../contracts/clinics/clinic";
import { type ClinicProfiles, clinicProfiles } from "../../../contracts/clinics/profile-files";
import { checkClinics } from "../../../contracts/clinics/profiles";
import { type Clinics, clinicsInMemory } from "../../domain/clinics/clinics";
import type { DeployedSettings } from "../aws/deployed-settings";
import { misuse } from "../output/status";

export interface ClinicsOptions {
  /** The path of the file of clinic profiles. */
  readonly clinics?: string;
}

/** The option for the file of clinic profiles. */
export function clinicsFile(
  description = "the file of clinic profiles, as deployed; required if there is one",
): Option {
  return new Option("--clinics <file>", description);
}

/**
 * @param defaults the deployment's settings, for what a profile leaves out
 * @throws CommandError with every problem of the file
 */
export function readClinics(path: string, defaults: ClinicDefaults): ClinicProfiles {
  const check = checkClinics(profilesText(path), defaults);
  if (!check.ok) throw misuse(`${path} is not a file of clinic profiles: ${check.problems.join("; ")}`);
  return clinicProfiles(check.file, defaults);
}

/**
 * The clinics of a deployment. Its functions have the profiles in their code, and only a digest of them can be read.
 * @param path of the file of profiles
 * @throws CommandError if the file is missing, or is not the deployed one
 */
export function deployedClinics(settings: DeployedSettings, path: string | undefined, environment: string): Clinics {
  return clinicsInMemory(allDeployedClinics(settings, path, environment));
}

/**
 * As {@link deployedClinics}, all of them.
 * @throws CommandError likewise
 */
export function allDeployedClinics(
  settings: DeployedSettings,
  path: string | undefined,
  environment: string,
): readonly Clinic[] {
  const { clinicDefaults, clinicsDigest } = settings;
  if (clinicsDigest === NO_PROFILES) {
    if (path !== undefined) throw misuse(`${environment} is deployed without clinic profiles`, "Leave out --clinics.");
    return [onlyClinic(clinicDefaults)];
  }
  if (path === undefined) {
    const hint = "Use --clinics with the file that the setting `clinics` named when it was deployed.";
    throw misuse(`${environment} has clinic profiles, which this command needs`, hint);
  }
  const { clinics, digest } = readClinics(path, clinicDefaults);
  if (digest !== clinicsDigest) {
    const hint = `Use the file of the deployed version (digest ${clinicsDigest}), or deploy this one.`;
    throw misuse(`${path} does not have the clinic profiles of ${environment}`, hint);
  }
  return clinics;
}

/**
 * The text of the file of clinic profiles.
 * @throws CommandError if it cannot be read
 */
export function profilesText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw misuse(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
