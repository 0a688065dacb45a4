import { GetFunctionConfigurationCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { ClinicDefaults } from "../../../contracts/clinics/clinic";
import { ENV } from "../../../contracts/environment";
import { TEXT_RECEIPTS, type TextReceipts } from "../../../contracts/receipts/text-receipts";
import { clinicDefaults, floodSettings, positive, readEnvironment } from "../../adapters/environment";
import type { FloodSettings } from "../../domain/floods/usual-volume";

/** The deployed settings that operators' commands need. */
export interface DeployedSettings {
  /** What a clinic's profile leaves out. */
  readonly clinicDefaults: ClinicDefaults;
  /** Of the clinic profiles in the functions' code; `none` if there are none. */
  readonly clinicsDigest: string;
  /** IANA zone of the deployment: its days are those of the daily run and of the delivery log. */
  readonly clinicTimeZone: string;
  /** How many days back the daily run looks for reminders that are still due. */
  readonly catchUpDays: number;
  /** Days for which a log item is kept. */
  readonly retentionDays: number;
  /** The topic of outcome events. */
  readonly topicArn: string;
  /** Whether events are also published as FHIR. */
  readonly fhirEvents: boolean;
  /** Of the guard against floods. */
  readonly floods: FloodSettings;
}

/**
 * Reads the settings from the environment variables of a deployed function.
 * @throws ConfigurationError if variables are missing; the SDK's errors, such as ResourceNotFoundException
 */
export async function deployedSettings(client: LambdaClient, functionName: string): Promise<DeployedSettings> {
  return settingsIn(await variablesOf(client, functionName));
}

/**
 * Reads how the receipts of texts find their notifications; `off` in versions without receipts.
 * @param smsConsumer the name of the function
 * @throws the SDK's errors
 */
export async function deployedTextReceipts(client: LambdaClient, smsConsumer: string): Promise<TextReceipts> {
  return textReceiptsIn(await variablesOf(client, smsConsumer));
}

/**
 * Reads how long a consumer may go on with what it has begun: a lease, which is longer than any of its runs.
 * @param consumer the name of the function
 * @returns ms
 * @throws ConfigurationError if the variable is missing; the SDK's errors
 */
export async function longestRun(client: LambdaClient, consumer: string): Promise<number> {
  const env = readEnvironment([ENV.leaseSeconds], await variablesOf(client, consumer));
  return 1_000 * positive(env, ENV.leaseSeconds);
}

/** @param variables of the SMS consumer */
export function textReceiptsIn(variables: Readonly<Record<string, string>>): TextReceipts {
  return TEXT_RECEIPTS.find((one) => one === variables[ENV.textReceipts]) ?? "off";
}

async function variablesOf(client: LambdaClient, FunctionName: string): Promise<Record<string, string>> {
  const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return Environment?.Variables ?? {};
}

/**
 * @param variables the environment variables of a deployed function
 * @throws ConfigurationError if variables are missing
 */
export function settingsIn(variables: Readonly<Record<string, string>>): DeployedSettings {
  const names = [
    ENV.timeZone,
    ENV.defaultCountry,
    ENV.countries,
    ENV.smsWording,
    ENV.sendWindow,
    ENV.reminderPlan,
    ENV.clinics,
    ENV.catchUpDays,
    ENV.retentionDays,
    ENV.topic,
    ENV.floodFactor,
    ENV.floodMinimum,
  ] as const;
  const env = readEnvironment(names, variables);
  return {
    clinicTimeZone: env[ENV.timeZone],
    clinicDefaults: clinicDefaults(env),
    clinicsDigest: env[ENV.clinics],
    catchUpDays: positive(env, ENV.catchUpDays),
    retentionDays: positive(env, ENV.retentionDays),
    topicArn: env[ENV.topic],
    // Versions without it publish none.
    fhirEvents: variables[ENV.fhirEvents] === "on",
    floods: floodSettings(env),
  };
}
