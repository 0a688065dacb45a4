import { functionEnvironment } from "../environment";
import type { AwsServer } from "../servers/aws-server";

/** The call that reads the deployed settings. */
export const PRODUCER_SETTINGS = "GET /2015-03-31/functions/appointment-notification-producer-test/configuration";

/** Makes a server respond as if the environment `test` were deployed. */
export function deployed(aws: AwsServer): void {
  aws.on(PRODUCER_SETTINGS, () => ({ Environment: { Variables: functionEnvironment(aws.endpoint) } }));
}
