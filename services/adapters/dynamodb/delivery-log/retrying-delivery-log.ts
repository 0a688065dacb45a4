import type { DeliveryLog } from "../../../domain/notification/delivery-log";
import { type RetryDependencies, retryWhile } from "../../../domain/retry/retry";
import { mayPass } from "../dynamo-errors";

/** ms for which a write is retried, after the SDK's own attempts. */
const RETRY_MS = 30_000;

/**
 * A delivery log that retries its writes after transient errors. It is for the daily run, which one failed write would
 * end; a consumer leaves its message to SQS instead.
 */
export function retryingDeliveryLog(log: DeliveryLog, deps: RetryDependencies): DeliveryLog {
  return {
    countDuplicate: (item) => log.countDuplicate(item),
    recordEmailOnly: (item) => retryWhile(() => log.recordEmailOnly(item), mayPass, deps.clock.now() + RETRY_MS, deps),
    keepMessage: (...write) => retryWhile(() => log.keepMessage(...write), mayPass, deps.clock.now() + RETRY_MS, deps),
    apply: (...write) => retryWhile(() => log.apply(...write), mayPass, deps.clock.now() + RETRY_MS, deps),
  };
}
