import { ENV, FUNCTION_ENVIRONMENT } from "../../contracts/environment";
import { TEXT_RECEIPTS } from "../../contracts/receipts/text-receipts";
import { sendConnections } from "../adapters/clients/client-settings";
import { dynamoHeldTexts } from "../adapters/dynamodb/dynamo-held-texts";
import { dynamoTextedPhones } from "../adapters/dynamodb/dynamo-texted-phones";
import { batchedDynamoLookup } from "../adapters/dynamodb/lookup/batched-dynamo-lookup";
import { floodSettings, oneOf, positive, positiveOrOff, readEnvironment } from "../adapters/environment";
import { phoneDigestBy } from "../domain/contact/phone-digest";
import type { BatchDependencies } from "../domain/delivery/consume-batch";
import type { SmsDependencies } from "../domain/delivery/remind-by-sms";
import { feedGuard } from "../domain/floods/feed-guard";
import type { Connected } from "./queue-handler";
import { consumerDependencies, queue } from "./shared-dependencies";
import { smsSending } from "./sms-sending";

/**
 * The dependencies of the SMS consumer.
 * @throws ConfigurationError
 */
export function smsDependencies(): SmsDependencies & BatchDependencies & Connected {
  const env = readEnvironment(FUNCTION_ENVIRONMENT.sms);
  const shared = consumerDependencies(env);
  const connections = sendConnections();
  const max = positiveOrOff(env, ENV.maxTextsPerPhone);
  return {
    ...shared,
    ...smsSending(env, connections, shared, feedGuard(floodSettings(env), shared.clinicTimeZone, shared.clock)),
    connections,
    appointments: batchedDynamoLookup(shared.dynamo, env[ENV.appointmentsTable]),
    heldTexts: dynamoHeldTexts(shared.dynamo, env[ENV.appointmentsTable]),
    emailQueue: queue(env[ENV.emailQueue]),
    ownQueue: queue(env[ENV.appointmentsQueue]),
    phoneDigest: phoneDigestBy(env[ENV.phoneDigestKey]),
    ...(max !== "off" && {
      textedPhones: dynamoTextedPhones(shared.dynamo, env[ENV.smsRateLimitTable], max, shared.clock),
    }),
    textReceipts: oneOf(env, ENV.textReceipts, TEXT_RECEIPTS),
    channelSwitchMs: positive(env, ENV.channelSwitchMinutes) * 60_000,
  };
}
