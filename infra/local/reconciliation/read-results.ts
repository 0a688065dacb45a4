import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { parseAppointment } from "../../../contracts/appointment-check";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { QUEUE_ATTRIBUTES, RECEIVE_LIMIT_REASON } from "../../../contracts/queue-attributes";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { digestOf } from "../day/run-input";
import type { DeadLetter } from "./results";

/** Longer than reading takes, although the local run divides it. */
const VISIBILITY_SECONDS = 12 * 60 * 60;

/** Every item of the delivery log. */
export async function readDeliveryLog(dynamoDb: DynamoDBDocumentClient, TableName: string): Promise<DeliveryLogItem[]> {
  const items: DeliveryLogItem[] = [];
  for await (const page of paginateScan({ client: dynamoDb }, { TableName })) {
    items.push(...((page.Items ?? []) as DeliveryLogItem[]));
  }
  return items;
}

/**
 * Reads every message in the DLQ and leaves it there.
 * @param clinicTimeZone IANA zone
 */
export async function readDeadLetters(sqs: SQSClient, QueueUrl: string, clinicTimeZone: string): Promise<DeadLetter[]> {
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
    deadLetters.push(...Messages.map((message) => describe(message, clinicTimeZone)));
  }
  for (const batch of batches) {
    const Entries = batch.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
  return deadLetters;
}

function describe({ Body = "", MessageAttributes = {} }: Message, clinicTimeZone: string): DeadLetter {
  const attribute = (name: string) => MessageAttributes[name]?.StringValue;
  const check = parseAppointment(Body);
  return {
    reason: attribute(QUEUE_ATTRIBUTES.deadLetterReason) ?? RECEIVE_LIMIT_REASON,
    detail: attribute(QUEUE_ATTRIBUTES.deadLetterDetail),
    sourceQueue: attribute(QUEUE_ATTRIBUTES.sourceQueue),
    notificationId: check.ok
      ? identifyNotification(check.appointment, { timeZone: clinicTimeZone }).notificationId
      : undefined,
    bodyDigest: digestOf(Body),
  };
}
