import { GetFunctionConfigurationCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { ENV } from "../../../contracts/environment";
import { contactRules, positive, readEnvironment } from "../../adapters/environment";
import type { ContactRules } from "../../domain/contact/phone-number";

/** What was deployed, as far as operators' commands go by it. */
export interface DeployedSettings extends ContactRules {
  /** IANA zone of the clinic. */
  readonly clinicTimeZone: string;
  /** Days back that the daily run looks for reminders that are still due. */
  readonly catchUpDays: number;
  /** Days that a log item is kept. */
  readonly retentionDays: number;
  /** Where outcome events are published. */
  readonly topicArn: string;
}

/**
 * Reads the settings from where they are in force: the environment of a deployed function.
 * @throws ConfigurationError where the function is not one of ours; the SDK's errors, such as ResourceNotFoundException
 */
export async function deployedSettings(client: LambdaClient, functionName: string): Promise<DeployedSettings> {
  const answer = await client.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const names = [
    ENV.timeZone,
    ENV.defaultCountry,
    ENV.countries,
    ENV.catchUpDays,
    ENV.retentionDays,
    ENV.topic,
  ] as const;
  const env = readEnvironment(names, answer.Environment?.Variables ?? {});
  return {
    clinicTimeZone: env[ENV.timeZone],
    ...contactRules(env),
    catchUpDays: positive(env, ENV.catchUpDays),
    retentionDays: positive(env, ENV.retentionDays),
    topicArn: env[ENV.topic],
  };
}
