import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { DeadLetterQueues } from "../../domain/digest/digest-ports";
import { QUEUE_COUNT_ATTRIBUTES, queueCounts, totalOf } from "../../domain/queue-counts";

/**
 * How many messages the dead-letter queues have.
 * @param urls of the queues, whose names are the last parts
 */
export function sqsDeadLetterCounts(client: SQSClient, urls: readonly string[]): DeadLetterQueues {
  const AttributeNames = Object.values(QUEUE_COUNT_ATTRIBUTES);
  return {
    counts: () =>
      Promise.all(
        urls.map(async (QueueUrl) => {
          const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
          return { queue: QueueUrl.split("/").at(-1) ?? "", messages: totalOf(queueCounts(Attributes)) };
        }),
      ),
  };
}
