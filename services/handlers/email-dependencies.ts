import { ENV, FUNCTION_ENVIRONMENT } from "../../contracts/environment";
import { ses } from "../adapters/clients";
import { readEnvironment } from "../adapters/environment";
import { sesEmailCarrier } from "../adapters/ses-email-carrier";
import { sqsQueue } from "../adapters/sqs-queue";
import type { BatchDependencies } from "../domain/consume-batch";
import type { EmailDependencies } from "../domain/remind-by-email";
import { consumerDependencies } from "./shared-dependencies";

/**
 * What the email consumer is made of.
 * @throws ConfigurationError
 */
export function emailDependencies(): EmailDependencies & BatchDependencies {
  const env = readEnvironment(FUNCTION_ENVIRONMENT.email);
  const shared = consumerDependencies(env);
  return {
    ...shared,
    email: sesEmailCarrier(ses(), env[ENV.emailSender], env[ENV.emailConfigurationSet]),
    ownQueue: sqsQueue(shared.sqs, env[ENV.emailQueue]),
  };
}
