import { ENV } from "../../../contracts/environment";
import { functionEnvironment } from "../../support/environment";
import type { AwsProcess } from "../aws/control";

/** So high that no text waits for the rate. */
export const UNLIMITED = { [ENV.smsPartsPerSecond]: "100000", [ENV.smsTextsPerSecond]: "100000" };

/**
 * The variables of a consumer on the simulated AWS.
 * @param folder of its bundle
 */
export function consumerEnvironment(aws: AwsProcess, folder: string): Record<string, string> {
  return { ...aws.environment, ...functionEnvironment(aws.endpoint), LAMBDA_TASK_ROOT: folder };
}
