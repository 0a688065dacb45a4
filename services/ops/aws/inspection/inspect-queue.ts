import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { QUEUE_COUNT_ATTRIBUTES, type QueueCounts, queueCounts } from "../../../domain/queue-counts";
import { type Lookup, lookUp, thenLookUp } from "./lookup";

/**
 * How many messages a queue has.
 * @param queueUrl returns the URL of a queue, given its name
 * @param name of the queue
 */
export async function inspectQueue(
  client: SQSClient,
  queueUrl: (name: string) => Promise<string>,
  name: string,
): Promise<Lookup<QueueCounts>> {
  const url = await lookUp("sqs:GetQueueUrl", () => queueUrl(name));
  return thenLookUp(url, `queue ${name}`, (QueueUrl) =>
    lookUp("sqs:GetQueueAttributes", () => readQueueCounts(client, QueueUrl)),
  );
}

export async function readQueueCounts(client: SQSClient, QueueUrl: string): Promise<QueueCounts> {
  const AttributeNames = Object.values(QUEUE_COUNT_ATTRIBUTES);
  const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return queueCounts(Attributes);
}
