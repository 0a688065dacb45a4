import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { QUEUE_ATTRIBUTES, RECEIVE_LIMIT_REASON } from "../../../contracts/queue-attributes";
import { REPLIES_TABLE, type StoredReply } from "../../../contracts/tables/replies-table";
import { type Clinics, parseForClinic } from "../../../services/domain/clinics/clinics";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { digestOf } from "../day/run-input";
import type { DeadLetter } from "./results";

/** Longer than reading takes, although the local run divides it. */
const VISIBILITY_SECONDS = 12 * 60 * 60;

/** What begins the key of an item that is no answer, such as the counts of a phone: no id of a carrier begins so. */
const NO_ANSWER = "#";

/** Every item of the delivery log. */
export async function readDeliveryLog(dynamoDb: DynamoDBDocumentClient, TableName: string): Promise<DeliveryLogItem[]> {
  const items: DeliveryLogItem[] = [];
  for await (const page of paginateScan({ client: dynamoDb }, { TableName })) {
    items.push(...((page.Items ?? []) as DeliveryLogItem[]));
  }
  return items;
}

/** What the pipeline made of every answer that it read. */
export async function readReplies(dynamoDb: DynamoDBDocumentClient, TableName: string): Promise<StoredReply[]> {
  const items: StoredReply[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamoDb }, { TableName })) {
    items.push(...(Items as StoredReply[]));
  }
  return items.filter((item) => !item[REPLIES_TABLE.partitionKey].startsWith(NO_ANSWER));
}

/** Reads every message in the DLQ and leaves it there. */
export async function readDeadLetters(sqs: SQSClient, QueueUrl: string, clinics: Clinics): Promise<DeadLetter[]> {
  const deadLetters: DeadLetter[] = [];
  const batches: Message[][] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: VISIBILITY_SECONDS,
        MessageAttributeNames: ["All"],
      }),
    );
    if (Messages.length === 0) break;
    batches.push(Messages.map(({ ReceiptHandle }) => ({ ReceiptHandle })));
    deadLetters.push(...Messages.map((message) => describe(message, clinics)));
  }
  for (const batch of batches) {
    const Entries = batch.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
  return deadLetters;
}

function describe({ Body = "", MessageAttributes = {} }: Message, clinics: Clinics): DeadLetter {
  const attribute = (name: string) => MessageAttributes[name]?.StringValue;
  return {
    reason: attribute(QUEUE_ATTRIBUTES.deadLetterReason) ?? RECEIVE_LIMIT_REASON,
    detail: attribute(QUEUE_ATTRIBUTES.deadLetterDetail),
    sourceQueue: attribute(QUEUE_ATTRIBUTES.sourceQueue),
    notificationId: notificationIdOf(Body, clinics),
    bodyDigest: digestOf(Body),
  };
}

/** @returns undefined if the message breaks the contract or the rules of its clinic */
function notificationIdOf(body: string, clinics: Clinics): string | undefined {
  const check = parseForClinic(body, clinics);
  return check.ok ? identifyNotification(check.appointment, check.clinic).notificationId : undefined;
}
