import { ENV, FUNCTION_ENVIRONMENT } from "../../contracts/environment";
import { sns, snsPhones } from "../adapters/carriers/sns-clients";
import { snsSmsCarrier } from "../adapters/carriers/sns-sms-carrier";
import { sendConnections } from "../adapters/client-settings";
import { dynamoHeldTexts } from "../adapters/dynamodb/dynamo-held-texts";
import { dynamoRateBudget } from "../adapters/dynamodb/dynamo-rate-budget";
import { positive, readEnvironment } from "../adapters/environment";
import type { BatchDependencies } from "../domain/delivery/consume-batch";
import type { SmsDependencies } from "../domain/delivery/remind-by-sms";
import { rateLimiter } from "../domain/rate-limit/rate-limiter";
import type { Connected } from "./queue-handler";
import { consumerDependencies, queue } from "./shared-dependencies";

/**
 * The dependencies of the SMS consumer.
 * @throws ConfigurationError
 */
export function smsDependencies(): SmsDependencies & BatchDependencies & Connected {
  const env = readEnvironment(FUNCTION_ENVIRONMENT.sms);
  const shared = consumerDependencies(env);
  const budget = dynamoRateBudget(shared.dynamo, env[ENV.smsRateLimitTable], shared.clock);
  const rate = {
    partsPerSecond: positive(env, ENV.smsPartsPerSecond),
    textsPerSecond: positive(env, ENV.smsTextsPerSecond),
    consumers: positive(env, ENV.smsConsumers),
  };
  const connections = sendConnections();
  return {
    ...shared,
    connections,
    sms: snsSmsCarrier(snsPhones(connections), sns()),
    rateLimiter: rateLimiter(rate, { ...shared, budget }),
    heldTexts: dynamoHeldTexts(shared.dynamo, env[ENV.appointmentsTable]),
    emailQueue: queue(env[ENV.emailQueue]),
    ownQueue: queue(env[ENV.appointmentsQueue]),
    channelSwitchMs: positive(env, ENV.channelSwitchMinutes) * 60_000,
  };
}
