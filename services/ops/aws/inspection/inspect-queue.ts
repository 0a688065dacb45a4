import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { type Asked, ask, thenAsk } from "./asked";

/** How many messages a queue holds, nearly. */
export interface QueueDepth {
  readonly waiting: number;
  /** Somebody has them in hand. */
  readonly inWork: number;
  /** They wait for their delay to end. */
  readonly putOff: number;
}

/**
 * @param queueUrl gives the URL of a queue by its name
 * @param name of the queue
 */
export async function inspectQueue(
  client: SQSClient,
  queueUrl: (name: string) => Promise<string>,
  name: string,
): Promise<Asked<QueueDepth>> {
  const url = await ask("sqs:GetQueueUrl", () => queueUrl(name));
  return thenAsk(url, `queue ${name}`, (QueueUrl) =>
    ask("sqs:GetQueueAttributes", async () => {
      const AttributeNames = [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
      ] as const;
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
      );
      const [waiting = 0, inWork = 0, putOff = 0] = AttributeNames.map((attribute) => Number(Attributes[attribute]));
      return { waiting, inWork, putOff };
    }),
  );
}
