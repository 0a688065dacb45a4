import middy from "@middy/core";
import sqsPartialBatchFailure from "@middy/sqs-partial-batch-failure";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { Clock, QueueMessage } from "../domain/ports";
import { toMessage } from "./queue-message";

/** The messages of one invocation. */
export interface SqsBatch {
  readonly id: string;
  readonly messages: readonly QueueMessage[];
  /** ms since 1970: no work may begin, and no wait may last, after this time. */
  readonly deadline: number;
}

/**
 * A Lambda handler of a queue, which reports the messages that SQS must deliver again.
 * @param consume gives one settled result for each message, in their order
 * @param reserve ms of the function's time that are reserved for what has begun
 */
export function sqsHandler<Result>(
  consume: (batch: SqsBatch) => Promise<PromiseSettledResult<Result>[]>,
  reserve: number,
  clock: Pick<Clock, "now">,
) {
  // middy's early time-out would also report finished records as failed; waits end in time by their deadline.
  const handler = middy<SQSEvent, PromiseSettledResult<Result>[]>({ timeoutEarlyInMillis: 0 })
    // The default logger prints whole records, with patient data; failures have already been logged by their codes.
    .use(sqsPartialBatchFailure({ logger: () => {} }))
    .handler((event: SQSEvent, context: Context) =>
      consume({
        id: context.awsRequestId,
        messages: event.Records.map(toMessage),
        deadline: clock.now() + context.getRemainingTimeInMillis() - reserve,
      }),
    );
  return handler as unknown as (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
}
