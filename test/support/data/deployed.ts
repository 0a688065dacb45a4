import { functionEnvironment } from "../environment";
import type { AwsServer } from "../servers/aws-server";

/** The question after the deployed settings, as the server names it. */
export const PRODUCER_SETTINGS = "GET /2015-03-31/functions/appointment-notification-producer-test/configuration";

/** Has a server answer as where the environment `test` is deployed. */
export function deployed(aws: AwsServer): void {
  aws.on(PRODUCER_SETTINGS, () => ({ Environment: { Variables: functionEnvironment(aws.endpoint) } }));
}
