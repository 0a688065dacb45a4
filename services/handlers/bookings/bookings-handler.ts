import middy from "@middy/core";
import sqsPartialBatchFailure from "@middy/sqs-partial-batch-failure";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { type BookingsDependencies, consumeBookings } from "../../domain/bookings/consume-bookings";
import { toMessage } from "../queue-message";

/** ms of the function's time that are reserved for the appointments in progress. */
const RESERVE = 15_000;

/** The Lambda handler of the bookings queue, which reports the messages that SQS must deliver again. */
export function bookingsHandler(deps: BookingsDependencies) {
  // See `queue-handler.ts` for the settings of middy.
  const handler = middy<SQSEvent, PromiseSettledResult<void>[]>({ timeoutEarlyInMillis: 0 })
    .use(sqsPartialBatchFailure({ logger: () => {} }))
    .handler((event: SQSEvent, context: Context) =>
      consumeBookings(
        {
          id: context.awsRequestId,
          messages: event.Records.map(toMessage),
          deadline: deps.clock.now() + context.getRemainingTimeInMillis() - RESERVE,
        },
        deps,
      ),
    );
  return handler as unknown as (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
}
