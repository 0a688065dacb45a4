/** The clinics of the environment, as far as the doctor knows them: their profiles are in the operator's file. */
import { type Clinic, NO_PROFILES } from "../../../../contracts/clinics/clinic";
import { type Clinics, clinicsInMemory } from "../../../domain/clinics/clinics";
import { type DeployedSettings, settingsIn } from "../../aws/deployed-settings";
import type { FunctionState } from "../../aws/inspection/inspect-function";
import { known, type Lookup, lookUp, thenLookUp } from "../../aws/inspection/lookup";
import { allDeployedClinics } from "../../shared/clinics";
import type { Environment } from "../../shared/environment";

/** `none`: there are no profiles. `not given`: there are, and the command has no file of them. */
export type KnownClinics = "none" | "not given" | readonly Clinic[];

/**
 * @param producer the function whose variables have the digest of the profiles
 * @param path of the file of profiles
 * @throws CommandError if there is a file and it is not the deployed one
 */
export async function findClinics(
  producer: Lookup<FunctionState>,
  path: string | undefined,
  { name, names }: Pick<Environment, "name" | "names">,
): Promise<Lookup<KnownClinics>> {
  const settings = await thenLookUp(producer, `function ${names.producer}`, ({ variables }) =>
    lookUp("lambda:GetFunctionConfiguration", async () => settingsIn(variables)),
  );
  return settings.how === "known" ? known(clinicsOf(settings.value, path, name)) : settings;
}

function clinicsOf(settings: DeployedSettings, path: string | undefined, environment: string): KnownClinics {
  if (path !== undefined) return allDeployedClinics(settings, path, environment);
  return settings.clinicsDigest === NO_PROFILES ? "none" : "not given";
}

/** The clinics with their profiles; undefined if the profiles are not known, or there are none. */
export function withProfiles(clinics: Lookup<KnownClinics>): Clinics | undefined {
  const given = clinics.how === "known" ? clinics.value : "none";
  return typeof given === "string" ? undefined : clinicsInMemory(given);
}
