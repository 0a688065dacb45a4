import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CLINICS_FOLDER,
  type Clinic,
  DEFAULT_CLINIC_FILE,
  NO_PROFILES,
  onlyClinic,
} from "../../../contracts/clinics/clinic";
import { clinicVariables } from "../../../contracts/clinics/clinic-variables";
import { SENDER_NAMES_FILE } from "../../../contracts/clinics/sender-names";
import { ENV } from "../../../contracts/environment";
import { type Clinics, clinicsInMemory } from "../../../services/domain/clinics/clinics";
import { readResources } from "../template/resources";

/** The clinics of the synthesized app, as its functions know them. */
export interface DeployedClinics extends Clinics {
  /** All of them, the default clinic first; empty without profiles. */
  readonly profiles: readonly Clinic[];
}

/**
 * The clinics in the SMS function's bundle or, without profiles, the one that its environment describes.
 * @param assembly folder of the synthesized app
 */
export function readClinics(assembly: string, endpoint: string): DeployedClinics {
  const fn = readResources(assembly, endpoint).functions.find(({ environment }) => ENV.smsConsumers in environment);
  if (!fn) throw new Error(`No function of the template has ${ENV.smsConsumers}`);
  if (fn.environment[ENV.clinics] === NO_PROFILES) {
    const defaults = clinicVariables(fn.environment);
    if (typeof defaults === "string") throw new Error(`The SMS function's ${defaults}`);
    return { profiles: [], ...clinicsInMemory([onlyClinic(defaults)]) };
  }
  const folder = join(fn.folder, CLINICS_FOLDER);
  const profiles = readdirSync(folder)
    .filter((file) => file !== DEFAULT_CLINIC_FILE && file !== SENDER_NAMES_FILE)
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Clinic)
    .sort((one, other) => Number(other.isDefault) - Number(one.isDefault));
  return { profiles, ...clinicsInMemory(profiles) };
}
