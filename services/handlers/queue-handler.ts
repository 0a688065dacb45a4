import type { AttemptResult } from "../domain/delivery/attempt-result";
import { type BatchDependencies, consumeBatch } from "../domain/delivery/consume-batch";
import type { Reminder } from "../domain/delivery/reminder";
import { sqsHandler } from "./sqs-handler";

/** ms of the function's time that are reserved for the steps after a wait: the log, the events, the metrics. */
const RESERVE = 10_000;

/** The connections that a consumer sends with. */
export interface Connected {
  readonly connections: { closeIdle(): void };
}

/** The Lambda handler of a queue of reminders. */
export function queueHandler(
  remind: (reminder: Reminder) => Promise<AttemptResult>,
  deps: BatchDependencies & Partial<Connected>,
) {
  return sqsHandler(
    (batch) => {
      deps.connections?.closeIdle();
      return consumeBatch(batch, remind, deps);
    },
    RESERVE,
    deps.clock,
  );
}
