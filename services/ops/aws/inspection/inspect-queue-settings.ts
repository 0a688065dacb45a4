import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { type Lookup, lookUp, thenLookUp } from "./lookup";

export interface QueueSettings {
  readonly arn: string;
  /** Seconds for which a message is kept. */
  readonly retention: number;
  /** The queue to which SQS moves messages that were received too often; undefined if there is none. */
  readonly redrive: { readonly target: string; readonly maxReceiveCount: number } | undefined;
  /** The customer's key that encrypts it; undefined if there is none. */
  readonly key: string | undefined;
}

/**
 * Reads a queue's settings.
 * @param queueUrl returns the URL of a queue, given its name
 */
export async function inspectQueueSettings(
  client: SQSClient,
  queueUrl: (name: string) => Promise<string>,
  name: string,
): Promise<Lookup<QueueSettings>> {
  const url = await lookUp("sqs:GetQueueUrl", () => queueUrl(name));
  return thenLookUp(url, `queue ${name}`, (QueueUrl) =>
    lookUp("sqs:GetQueueAttributes", async () => {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] });
      const { Attributes = {} } = await client.send(command);
      return {
        arn: Attributes.QueueArn ?? "",
        retention: Number(Attributes.MessageRetentionPeriod),
        redrive: redriveOf(Attributes.RedrivePolicy),
        key: Attributes.KmsMasterKeyId || undefined,
      };
    }),
  );
}

function redriveOf(policy: string | undefined): QueueSettings["redrive"] {
  if (!policy) return undefined;
  const { deadLetterTargetArn = "", maxReceiveCount } = JSON.parse(policy) as {
    deadLetterTargetArn?: string;
    maxReceiveCount?: number | string;
  };
  return { target: deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) };
}
