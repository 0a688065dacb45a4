/** Observes how SQS moves a message along a chain of three queues, which it creates and deletes. */
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { type Lookup, lookUp } from "../inspection/lookup";

/** Receives after which each queue moves a message on; the last queue keeps it. */
export const PROBE_RECEIVES = { first: 2, second: 5 } as const;
const ATTRIBUTE = { name: "SmokeProbe", value: "kept" } as const;
const BODY = "Smoke test: nobody's message";
/** The maximum number of rounds over the three queues, including some in which SQS returns nothing. */
const MAX_ROUNDS = 20;
/** Seconds: a long poll asks all of SQS's servers. */
const POLL_SECONDS = 1;
/** Seconds for which a message is kept, in case a queue is left behind. */
const RETENTION_SECONDS = 300;
/**
 * ms: "you must wait at least one second after the queue is created to be able to use the queue" ("CreateQueue", SQS
 * API Reference, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html).
 */
const SETTLING = 1_000;

/** A message as one receive returned it. */
export interface Receipt {
  readonly queue: "first" | "second" | "third";
  readonly messageId: string;
  /** ApproximateReceiveCount. */
  readonly count: number;
  /** SentTimestamp, ms since 1970. */
  readonly sentAt: number;
  /** Whether the message attribute and the body are those that were sent. */
  readonly isWhole: boolean;
}

export interface QueueProbe {
  /** In the order of the receives; unknown if a call failed. */
  readonly receipts: Lookup<readonly Receipt[]>;
  /** Names of queues that may still exist, because they could not be deleted. */
  readonly leftBehind: readonly string[];
}

/** A queue that was created, or may have been, if the response of CreateQueue was lost. */
interface MadeQueue {
  readonly name: string;
  url?: string;
}

/**
 * Sends a message along a chain of three queues and receives it until it is on the last. It always deletes the queues,
 * even if the message is lost.
 * @param prefix of the queues' names
 * @param interrupted ends it early
 */
export async function probeQueues(
  client: SQSClient,
  prefix: string,
  interrupted: AbortSignal,
  sleep: (ms: number) => Promise<void>,
): Promise<QueueProbe> {
  const made: MadeQueue[] = [];
  const receipts = await lookUp("sqs:CreateQueue", async () => {
    const third = await create(client, `${prefix}-3`, made);
    const second = await create(client, `${prefix}-2`, made, { to: third.arn, after: PROBE_RECEIVES.second });
    const first = await create(client, `${prefix}-1`, made, { to: second.arn, after: PROBE_RECEIVES.first });
    await sleep(SETTLING);
    await client.send(
      new SendMessageCommand({
        QueueUrl: first.url,
        MessageBody: BODY,
        MessageAttributes: { [ATTRIBUTE.name]: { DataType: "String", StringValue: ATTRIBUTE.value } },
      }),
    );
    return follow(client, { first: first.url, second: second.url, third: third.url }, interrupted);
  });
  const leftBehind: string[] = [];
  for (const queue of made) if (!(await isDeleted(client, queue))) leftBehind.push(queue.name);
  return { receipts, leftBehind };
}

async function create(
  client: SQSClient,
  QueueName: string,
  made: MadeQueue[],
  redrive?: { readonly to: string; readonly after: number },
): Promise<{ readonly url: string; readonly arn: string }> {
  const policy = redrive && JSON.stringify({ deadLetterTargetArn: redrive.to, maxReceiveCount: redrive.after });
  const Attributes = { MessageRetentionPeriod: String(RETENTION_SECONDS), ...(policy && { RedrivePolicy: policy }) };
  const queue: MadeQueue = { name: QueueName };
  made.push(queue);
  const created = client.send(new CreateQueueCommand({ QueueName, Attributes }));
  const { QueueUrl = "" } = await created.catch((error: unknown) => {
    if (isRefusal(error)) made.pop();
    throw error;
  });
  queue.url = QueueUrl;
  const answer = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  return { url: QueueUrl, arn: answer.Attributes?.QueueArn ?? "" };
}

/** SQS refused: nothing was created. */
function isRefusal(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status !== undefined && status >= 400 && status < 500;
}

async function isDeleted(client: SQSClient, { name, url }: MadeQueue): Promise<boolean> {
  try {
    const QueueUrl = url ?? (await client.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
    await client.send(new DeleteQueueCommand({ QueueUrl }));
    return true;
  } catch (error) {
    return error instanceof QueueDoesNotExist;
  }
}

async function follow(
  client: SQSClient,
  urls: Readonly<Record<Receipt["queue"], string>>,
  interrupted: AbortSignal,
): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (let round = 0; round < MAX_ROUNDS && !interrupted.aborted; round += 1) {
    for (const queue of ["first", "second", "third"] as const) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: urls[queue],
          WaitTimeSeconds: POLL_SECONDS,
          // It can be received again at once.
          VisibilityTimeout: 0,
          MessageAttributeNames: ["All"],
          MessageSystemAttributeNames: ["ApproximateReceiveCount", "SentTimestamp"],
        }),
      );
      receipts.push(...Messages.map((message) => receiptOf(queue, message)));
      if (queue === "third" && Messages.length > 0) return receipts;
      // The queues after the one that returned it are empty.
      if (Messages.length > 0) break;
    }
  }
  return receipts;
}

function receiptOf(queue: Receipt["queue"], { MessageId, Body, Attributes, MessageAttributes }: Message): Receipt {
  return {
    queue,
    messageId: MessageId ?? "",
    count: Number(Attributes?.ApproximateReceiveCount),
    sentAt: Number(Attributes?.SentTimestamp),
    isWhole: Body === BODY && MessageAttributes?.[ATTRIBUTE.name]?.StringValue === ATTRIBUTE.value,
  };
}
