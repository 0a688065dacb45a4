import { GetFunctionConfigurationCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { onlyClinic } from "../../../contracts/clinics/clinic";
import { ENV } from "../../../contracts/environment";
import { clinicDefaults, contactRules, positive, readEnvironment } from "../../adapters/environment";
import { type Clinics, clinicsInMemory } from "../../domain/clinics/clinics";
import type { ContactRules } from "../../domain/contact/phone-number";

/** The deployed settings that operators' commands need. */
export interface DeployedSettings extends ContactRules {
  readonly clinics: Clinics;
  /** IANA zone of the clinic. */
  readonly clinicTimeZone: string;
  /** How many days back the daily run looks for reminders that are still due. */
  readonly catchUpDays: number;
  /** Days for which a log item is kept. */
  readonly retentionDays: number;
  /** The topic of outcome events. */
  readonly topicArn: string;
}

/**
 * Reads the settings from the environment variables of a deployed function.
 * @throws ConfigurationError if variables are missing; the SDK's errors, such as ResourceNotFoundException
 */
export async function deployedSettings(client: LambdaClient, functionName: string): Promise<DeployedSettings> {
  const answer = await client.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const names = [
    ENV.timeZone,
    ENV.defaultCountry,
    ENV.countries,
    ENV.smsWording,
    ENV.catchUpDays,
    ENV.retentionDays,
    ENV.topic,
  ] as const;
  const env = readEnvironment(names, answer.Environment?.Variables ?? {});
  return {
    clinicTimeZone: env[ENV.timeZone],
    ...contactRules(env),
    clinics: clinicsInMemory([onlyClinic(clinicDefaults(env))]),
    catchUpDays: positive(env, ENV.catchUpDays),
    retentionDays: positive(env, ENV.retentionDays),
    topicArn: env[ENV.topic],
  };
}
