import { ENV, FUNCTION_ENVIRONMENT } from "../../contracts/environment";
import { ses } from "../adapters/carriers/ses-client";
import { sesEmailCarrier } from "../adapters/carriers/ses-email-carrier";
import { sendConnections } from "../adapters/clients/client-settings";
import { batchedDynamoLookup } from "../adapters/dynamodb/lookup/batched-dynamo-lookup";
import { positive, readEnvironment } from "../adapters/environment";
import type { BatchDependencies } from "../domain/delivery/consume-batch";
import type { EmailDependencies } from "../domain/delivery/remind-by-email";
import type { Connected } from "./queue-handler";
import { consumerDependencies, queue } from "./shared-dependencies";

/**
 * The dependencies of the email consumer.
 * @throws ConfigurationError
 */
export function emailDependencies(): EmailDependencies & BatchDependencies & Connected {
  const env = readEnvironment(FUNCTION_ENVIRONMENT.email);
  const shared = consumerDependencies(env);
  const connections = sendConnections();
  return {
    ...shared,
    connections,
    appointments: batchedDynamoLookup(shared.dynamo, env[ENV.appointmentsTable]),
    email: sesEmailCarrier(ses(connections), env[ENV.emailSender], env[ENV.emailConfigurationSet]),
    ownQueue: queue(env[ENV.emailQueue]),
    smsQueue: queue(env[ENV.appointmentsQueue]),
    channelSwitchMs: positive(env, ENV.channelSwitchMinutes) * 60_000,
  };
}
