import { ENV, FUNCTION_ENVIRONMENT } from "../../../contracts/environment";
import { dynamoReceiptLog } from "../../adapters/dynamodb/delivery-log/dynamo-receipt-log";
import { dynamoDb } from "../../adapters/dynamodb/dynamo-client";
import { positive, readEnvironment } from "../../adapters/environment";
import { jsonLogger } from "../../adapters/json-logger";
import { systemClock } from "../../adapters/system-clock";
import { systemRandom } from "../../adapters/system-random";
import type { ReceiptsDependencies } from "../../domain/receipts/consume-receipts";
import { metrics, queue, topic } from "../shared-dependencies";
import { accountOf } from "./account-of";

/**
 * The dependencies of the consumer of receipts.
 * @throws ConfigurationError
 */
export function receiptsDependencies(): ReceiptsDependencies {
  const env = readEnvironment(FUNCTION_ENVIRONMENT.receipts);
  const settings = { retentionDays: positive(env, ENV.retentionDays), clinicTimeZone: env[ENV.timeZone] };
  return {
    log: dynamoReceiptLog(dynamoDb(), env[ENV.deliveryLogTable], settings, systemClock),
    emailQueue: queue(env[ENV.emailQueue]),
    appointmentsQueue: queue(env[ENV.appointmentsQueue]),
    deadLetters: queue(env[ENV.receiptsDeadLetterQueue]),
    topic: topic(env),
    metrics: metrics(env[ENV.environment]),
    logger: jsonLogger,
    clock: systemClock,
    random: systemRandom,
    account: accountOf(env[ENV.topic]),
  };
}
