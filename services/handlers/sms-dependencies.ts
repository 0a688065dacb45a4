import { ENV, FUNCTION_ENVIRONMENT } from "../../contracts/environment";
import { TEXT_RECEIPTS } from "../../contracts/receipts/text-receipts";
import { SMS_CARRIERS } from "../../contracts/texts/sms-carrier";
import { sns, snsPhones } from "../adapters/carriers/sns-clients";
import { snsSmsCarrier } from "../adapters/carriers/sns-sms-carrier";
import { sendConnections } from "../adapters/client-settings";
import { dynamoHeldTexts } from "../adapters/dynamodb/dynamo-held-texts";
import { dynamoRateBudget } from "../adapters/dynamodb/dynamo-rate-budget";
import { oneOf, positive, readEnvironment } from "../adapters/environment";
import type { SendConnections } from "../adapters/send-connections";
import { once } from "../domain/concurrency/once";
import type { SmsCarrier } from "../domain/delivery/carriers";
import type { BatchDependencies } from "../domain/delivery/consume-batch";
import type { SmsDependencies } from "../domain/delivery/remind-by-sms";
import type { Clock } from "../domain/ports";
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
    sms: smsCarrier(env, connections, shared.clock),
    rateLimiter: rateLimiter(rate, { ...shared, budget }),
    heldTexts: dynamoHeldTexts(shared.dynamo, env[ENV.appointmentsTable]),
    emailQueue: queue(env[ENV.emailQueue]),
    ownQueue: queue(env[ENV.appointmentsQueue]),
    textReceipts: oneOf(env, ENV.textReceipts, TEXT_RECEIPTS),
    channelSwitchMs: positive(env, ENV.channelSwitchMinutes) * 60_000,
  };
}

function smsCarrier(
  env: Readonly<Record<(typeof FUNCTION_ENVIRONMENT.sms)[number], string>>,
  connections: SendConnections,
  clock: Clock,
): SmsCarrier {
  switch (oneOf(env, ENV.smsCarrier, SMS_CARRIERS)) {
    case "sns":
      return snsSmsCarrier(snsPhones(connections), sns());
    case "end-user-messaging": {
      // Only a deployment that uses it loads its SDK. Loading begins now, while the function starts.
      const loaded = once(async () =>
        (await import("../adapters/carriers/end-user-messaging-client")).endUserMessaging(
          env[ENV.smsConfigurationSet],
          clock,
          connections,
        ),
      );
      // An error is reported by the first text.
      loaded().catch(() => {});
      return { send: async (...text) => (await loaded()).send(...text) };
    }
  }
}
