import { ENV, FUNCTION_ENVIRONMENT } from "../../contracts/environment";
import { readEnvironment } from "../adapters/environment";
import { ses } from "../adapters/ses-client";
import { sesEmailCarrier } from "../adapters/ses-email-carrier";
import type { BatchDependencies } from "../domain/consume-batch";
import type { EmailDependencies } from "../domain/remind-by-email";
import { consumerDependencies, queue } from "./shared-dependencies";

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
    ownQueue: queue(env[ENV.emailQueue]),
  };
}
