/** What Lambda passes to a handler. */
import type { Context, SQSEvent, SQSRecord } from "aws-lambda";
import type { QueueMessage } from "../../services/domain/ports";

let invocations = 0;

export function lambdaContext(remainingMs = 60_000): Context {
  invocations += 1;
  const context = { awsRequestId: `invocation-${invocations}`, getRemainingTimeInMillis: () => remainingMs };
  return context as unknown as Context;
}

export function sqsEvent(...messages: readonly QueueMessage[]): SQSEvent {
  return { Records: messages.map(sqsRecord) };
}

function sqsRecord({ id, body, attributes, receives = 1, sentAt = 1_796_137_200_000 }: QueueMessage): SQSRecord {
  const messageAttributes = Object.entries(attributes).map(
    ([name, stringValue]) => [name, { stringValue, dataType: "String" }] as const,
  );
  return {
    messageId: id,
    receiptHandle: `receipt-${id}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: String(sentAt),
      SenderId: "sender",
      ApproximateFirstReceiveTimestamp: "1796137200000",
    },
    messageAttributes: Object.fromEntries(messageAttributes),
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:queue",
    awsRegion: "us-east-1",
  };
}
