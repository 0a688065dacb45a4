/**
 * SQS in the query protocol: `botocore/data/sqs/2012-11-05/service-2.json` of botocore 1.29.27, which boto3 1.26 uses.
 * Without operations that no sender or receiver of the pipeline needs (permissions, tags, message move tasks).
 */
import { FLAG, flattened, flattenedMap, NUMBER, type Operation, type QueryService, structure, TEXT } from "./shape";

const QUEUE = { QueueUrl: TEXT };
const ATTRIBUTES = { Attributes: flattenedMap("Attribute", TEXT) };
const ATTRIBUTE_NAMES = { AttributeNames: flattened("AttributeName", TEXT) };
/** Binary values are Base64 in both protocols. */
const MESSAGE_ATTRIBUTE = structure({ StringValue: TEXT, BinaryValue: TEXT, DataType: TEXT });
const MESSAGE_ATTRIBUTES = { MessageAttributes: flattenedMap("MessageAttribute", MESSAGE_ATTRIBUTE) };

const HANDLE = { ReceiptHandle: TEXT };
const VISIBILITY = { ...HANDLE, VisibilityTimeout: NUMBER };
const SENT = { MessageId: TEXT, MD5OfMessageBody: TEXT, MD5OfMessageAttributes: TEXT, SequenceNumber: TEXT };
const MESSAGE = {
  MessageBody: TEXT,
  DelaySeconds: NUMBER,
  ...MESSAGE_ATTRIBUTES,
  MessageSystemAttributes: flattenedMap("MessageSystemAttribute", MESSAGE_ATTRIBUTE),
  MessageDeduplicationId: TEXT,
  MessageGroupId: TEXT,
};
const RECEIVED = {
  MessageId: TEXT,
  ReceiptHandle: TEXT,
  MD5OfBody: TEXT,
  Body: TEXT,
  ...ATTRIBUTES,
  MD5OfMessageAttributes: TEXT,
  ...MESSAGE_ATTRIBUTES,
};

/** @param entry other members of an entry than its id; @param result likewise, of the result of a successful one */
function batch(operation: string, entry: Operation["input"]["members"], result: typeof entry = {}): Operation {
  const entries = flattened(`${operation}RequestEntry`, structure({ Id: TEXT, ...entry }));
  const failure = structure({ Id: TEXT, SenderFault: FLAG, Code: TEXT, Message: TEXT });
  return {
    input: structure({ ...QUEUE, Entries: entries }),
    output: structure({
      Successful: flattened(`${operation}ResultEntry`, structure({ Id: TEXT, ...result })),
      Failed: flattened("BatchResultErrorEntry", failure),
    }),
  };
}

/** Codes that have a prefix in the query protocol; all others are the same in both. */
const PREFIXED = [
  "BatchEntryIdsNotDistinct",
  "BatchRequestTooLong",
  "EmptyBatchRequest",
  "InvalidBatchEntryId",
  "MessageNotInflight",
  "PurgeQueueInProgress",
  "QueueDeletedRecently",
  "TooManyEntriesInBatchRequest",
  "UnsupportedOperation",
];

export const SQS: QueryService = {
  namespace: "http://queue.amazonaws.com/doc/2012-11-05/",
  operations: {
    ChangeMessageVisibility: { input: structure({ ...QUEUE, ...VISIBILITY }) },
    ChangeMessageVisibilityBatch: batch("ChangeMessageVisibilityBatch", VISIBILITY),
    CreateQueue: { input: structure({ QueueName: TEXT, ...ATTRIBUTES }), output: structure(QUEUE) },
    DeleteMessage: { input: structure({ ...QUEUE, ...HANDLE }) },
    DeleteMessageBatch: batch("DeleteMessageBatch", HANDLE),
    DeleteQueue: { input: structure(QUEUE) },
    GetQueueAttributes: { input: structure({ ...QUEUE, ...ATTRIBUTE_NAMES }), output: structure(ATTRIBUTES) },
    GetQueueUrl: { input: structure({ QueueName: TEXT, QueueOwnerAWSAccountId: TEXT }), output: structure(QUEUE) },
    ListQueues: {
      input: structure({ QueueNamePrefix: TEXT, NextToken: TEXT, MaxResults: NUMBER }),
      output: structure({ QueueUrls: flattened("QueueUrl", TEXT), NextToken: TEXT }),
    },
    PurgeQueue: { input: structure(QUEUE) },
    ReceiveMessage: {
      input: structure({
        ...QUEUE,
        ...ATTRIBUTE_NAMES,
        MessageAttributeNames: flattened("MessageAttributeName", TEXT),
        MaxNumberOfMessages: NUMBER,
        VisibilityTimeout: NUMBER,
        WaitTimeSeconds: NUMBER,
      }),
      output: structure({ Messages: flattened("Message", structure(RECEIVED)) }),
    },
    SendMessage: { input: structure({ ...QUEUE, ...MESSAGE }), output: structure(SENT) },
    SendMessageBatch: batch("SendMessageBatch", MESSAGE, SENT),
    SetQueueAttributes: { input: structure({ ...QUEUE, ...ATTRIBUTES }) },
  },
  errorCodes: {
    ...Object.fromEntries(PREFIXED.map((code) => [code, `AWS.SimpleQueueService.${code}`])),
    QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
    QueueNameExists: "QueueAlreadyExists",
    // "Common errors" of SQS in the query protocol: a call without a known action.
    UnknownOperationException: "InvalidAction",
  },
};
