import type { DeliveryLog } from "../../domain/notification/delivery-log";
import { type RetryDependencies, retryWhile } from "../../domain/retry/retry";
import { mayPass } from "./dynamo-errors";

/** ms that a write is repeated, beyond the SDK's own attempts. */
const PATIENCE = 30_000;

/**
 * A delivery log whose writes are repeated after errors that may pass. It is for the daily run, which one failed write
 * would end; a consumer leaves its message to SQS instead.
 */
export function retryingDeliveryLog(log: DeliveryLog, deps: RetryDependencies): DeliveryLog {
  return {
    countDuplicate: (item) => log.countDuplicate(item),
    apply: (...write) => retryWhile(() => log.apply(...write), mayPass, deps.clock.now() + PATIENCE, deps),
  };
}
