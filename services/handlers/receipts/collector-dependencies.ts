import { ENV, FUNCTION_ENVIRONMENT } from "../../../contracts/environment";
import { readEnvironment } from "../../adapters/environment";
import { jsonLogger } from "../../adapters/json-logger";
import { sqs } from "../../adapters/sqs-client";
import { sqsBatchQueue } from "../../adapters/sqs-queue";
import { systemClock } from "../../adapters/system-clock";
import type { CollectDependencies } from "../../domain/receipts/collect-receipts";

/**
 * The dependencies of the receipt collector.
 * @throws ConfigurationError
 */
export function collectorDependencies(): CollectDependencies {
  const env = readEnvironment(FUNCTION_ENVIRONMENT.collector);
  return { receipts: sqsBatchQueue(sqs(), env[ENV.receiptsQueue]), logger: jsonLogger, clock: systemClock };
}
