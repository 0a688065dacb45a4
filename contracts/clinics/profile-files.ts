/** The clinic profiles as the functions' bundles have them: the deployment writes them, the operators compare them. */
import { createHash } from "node:crypto";
import { CLINICS_FOLDER, type Clinic, type ClinicDefaults, DEFAULT_CLINIC_FILE } from "./clinic";
import type { ClinicsFile } from "./profile-schema";
import { clinicsOf } from "./profiles";
import { SENDER_NAMES_FILE, senderNamesOf } from "./sender-names";

/** The profiles of a deployment's clinics. */
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
 * The profiles of a file that was checked.
 * @param defaults the deployment's settings, for what a profile leaves out
 */
export function clinicProfiles(file: ClinicsFile, defaults: ClinicDefaults): ClinicProfiles {
  const clinics = clinicsOf(file, defaults);
  const files = new Map([
    [`${CLINICS_FOLDER}/${DEFAULT_CLINIC_FILE}`, JSON.stringify(file.default)],
    [`${CLINICS_FOLDER}/${SENDER_NAMES_FILE}`, JSON.stringify(senderNamesOf(clinics))],
    ...clinics.map((clinic) => [`${CLINICS_FOLDER}/${clinic.id}.json`, JSON.stringify(clinic)] as const),
  ]);
  const digest = createHash("sha256")
    .update(JSON.stringify([...files]))
    .digest("hex")
    .slice(0, 16);
  return { file, clinics, digest, files };
}
