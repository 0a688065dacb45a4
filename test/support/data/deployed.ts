import { readFileSync } from "node:fs";
import { clinicVariables } from "../../../contracts/clinics/clinic-variables";
import { type ClinicProfiles, clinicProfiles } from "../../../contracts/clinics/profile-files";
import { checkClinics } from "../../../contracts/clinics/profiles";
import { ENV } from "../../../contracts/environment";
import { functionEnvironment } from "../environment";
import type { AwsServer } from "../servers/aws-server";

/** The call that reads the deployed settings. */
export const PRODUCER_SETTINGS = "GET /2015-03-31/functions/appointment-notification-producer-test/configuration";

/** The call that reads the settings of the texts. */
export const SMS_SETTINGS = "GET /2015-03-31/functions/appointment-notification-processor-test/configuration";

/** Makes a server respond as if the environment `test` were deployed, with receipts of texts. */
export function deployed(aws: AwsServer): void {
  for (const settings of [PRODUCER_SETTINGS, SMS_SETTINGS])
    aws.on(settings, () => ({ Environment: { Variables: functionEnvironment(aws.endpoint) } }));
}

/**
 * The variables of the functions of a deployment with clinic profiles.
 * @param path of the file of profiles
 */
export function variablesWithClinics(endpoint: string, path: string): Record<string, string> {
  const variables = functionEnvironment(endpoint);
  return { ...variables, [ENV.clinics]: profilesIn(path, variables).digest };
}

/**
 * The profiles of a file.
 * @param variables of the functions, which have the settings that a profile leaves out
 */
export function profilesIn(path: string, variables: Readonly<Record<string, string>>): ClinicProfiles {
  const defaults = clinicVariables(variables);
  if (typeof defaults === "string") throw new Error(defaults);
  const check = checkClinics(readFileSync(path, "utf8"), defaults);
  if (!check.ok) throw new Error(check.problems.join("; "));
  return clinicProfiles(check.file, defaults);
}
