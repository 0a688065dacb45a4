import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { BatchQueue, Queue } from "../domain/ports";
import type { DeadLetterQueue } from "../domain/redrive/dead-letter-queue";

/** Seconds for which a scan of the DLQ hides a message from others, unless it ends before and releases it. */
const SCAN_SECONDS = 300;

/** A queue for single messages. */
export function sqsQueue(client: SQSClient, url: string): Queue {
  return {
    async send({ body, attributes = {}, delaySeconds }) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: body,
          MessageAttributes: toSqs(attributes),
          DelaySeconds: delaySeconds,
        }),
      );
    },
  };
}

/** A queue for up to ten messages a call. */
export function sqsBatchQueue(client: SQSClient, url: string): BatchQueue {
  return {
    async sendBatch(messages) {
      const Entries = messages.map(({ body, attributes, delaySeconds }, index) => ({
        Id: String(index),
        MessageBody: body,
        ...(attributes && { MessageAttributes: toSqs(attributes) }),
        DelaySeconds: delaySeconds,
      }));
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
      return Failed.map(({ Id, Code = "UnknownError" }) => ({ index: Number(Id), code: Code }));
    },
  };
}

/** The DLQ, as operators' commands use it. */
export function sqsDeadLetterQueue(client: SQSClient, url: string): DeadLetterQueue {
  return {
    async receive() {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 1,
          VisibilityTimeout: SCAN_SECONDS,
          MessageAttributeNames: ["All"],
          MessageSystemAttributeNames: ["SentTimestamp"],
        }),
      );
      return Messages.map(({ MessageId, Body, MessageAttributes, Attributes, ReceiptHandle }) => ({
        id: MessageId ?? "",
        body: Body ?? "",
        attributes: fromSqs(MessageAttributes ?? {}),
        receiptHandle: ReceiptHandle ?? "",
        sentAt: Number(Attributes?.SentTimestamp ?? 0),
      }));
    },
    async delete({ receiptHandle }) {
      await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receiptHandle }));
    },
    async release({ receiptHandle }) {
      const visible = { QueueUrl: url, ReceiptHandle: receiptHandle, VisibilityTimeout: 0 };
      await client.send(new ChangeMessageVisibilityCommand(visible));
    },
  };
}

function toSqs(attributes: Readonly<Record<string, string>>): Record<string, MessageAttributeValue> {
  // SQS rejects empty values.
  const present = Object.entries(attributes).filter(([, value]) => value !== "");
  return Object.fromEntries(present.map(([name, value]) => [name, { DataType: "String", StringValue: value }]));
}

function fromSqs(attributes: Readonly<Record<string, MessageAttributeValue>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue ?? ""]));
}
