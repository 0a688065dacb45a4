import middy from "@middy/core";
import sqsPartialBatchFailure from "@middy/sqs-partial-batch-failure";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { AttemptResult } from "../domain/delivery/attempt-result";
import { type BatchDependencies, consumeBatch } from "../domain/delivery/consume-batch";
import type { Reminder } from "../domain/delivery/reminder";
import { toMessage } from "./queue-message";

/** ms of the function's time that are reserved for the steps after a wait: the log, the events, the metrics. */
const RESERVE = 10_000;

/** The connections that a consumer sends with. */
export interface Connected {
  readonly connections: { closeIdle(): void };
}

/** A Lambda handler that processes the batches of a queue, and reports the messages that SQS must deliver again. */
export function queueHandler(
  remind: (reminder: Reminder) => Promise<AttemptResult>,
  deps: BatchDependencies & Partial<Connected>,
) {
  // middy's early time-out would also report finished records as failed; waits end in time by their deadline.
  const handler = middy<SQSEvent, PromiseSettledResult<AttemptResult>[]>({ timeoutEarlyInMillis: 0 })
    // The default logger prints whole records, with patient data; failures have already been logged by their codes.
    .use(sqsPartialBatchFailure({ logger: () => {} }))
    .handler((event: SQSEvent, context: Context) => {
      deps.connections?.closeIdle();
      return consumeBatch(
        {
          id: context.awsRequestId,
          messages: event.Records.map(toMessage),
          deadline: deps.clock.now() + context.getRemainingTimeInMillis() - RESERVE,
        },
        remind,
        deps,
      );
    });
  return handler as unknown as (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
}
