/** What sends texts, of the functions that do. */
import { ENV } from "../../contracts/environment";
import { SMS_CARRIERS } from "../../contracts/texts/sms-carrier";
import { sns, snsPhones } from "../adapters/carriers/sns-clients";
import { snsSmsCarrier } from "../adapters/carriers/sns-sms-carrier";
import type { SendConnections } from "../adapters/clients/send-connections";
import { dynamoRateBudget } from "../adapters/dynamodb/dynamo-rate-budget";
import { oneOf, positive } from "../adapters/environment";
import { once } from "../domain/concurrency/once";
import type { SmsCarrier } from "../domain/delivery/carriers";
import type { FeedGuard } from "../domain/floods/feed-guard";
import type { Clock } from "../domain/ports";
import { rateLimiter } from "../domain/rate-limit/rate-limiter";
import type { sharedDependencies } from "./shared-dependencies";

type SmsEnvironment = Readonly<
  Record<
    | typeof ENV.smsCarrier
    | typeof ENV.smsConfigurationSet
    | typeof ENV.smsPartsPerSecond
    | typeof ENV.smsTextsPerSecond
    | typeof ENV.smsConsumers
    | typeof ENV.smsRateLimitTable,
    string
  >
>;

/**
 * The carrier of texts, and the account's rate, which all functions that send texts share.
 * @param feedGuard of texts that count for their day
 */
export function smsSending(
  env: SmsEnvironment,
  connections: SendConnections,
  shared: Pick<ReturnType<typeof sharedDependencies>, "dynamo" | "clock" | "logger">,
  feedGuard?: FeedGuard,
) {
  const budget = dynamoRateBudget(shared.dynamo, env[ENV.smsRateLimitTable], shared.clock);
  const rate = {
    partsPerSecond: positive(env, ENV.smsPartsPerSecond),
    textsPerSecond: positive(env, ENV.smsTextsPerSecond),
    consumers: positive(env, ENV.smsConsumers),
  };
  return {
    sms: smsCarrier(env, connections, shared.clock),
    rateLimiter: rateLimiter(rate, { ...shared, budget, feedGuard }),
  };
}

function smsCarrier(env: SmsEnvironment, connections: SendConnections, clock: Clock): SmsCarrier {
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
