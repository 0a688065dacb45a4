import { failedMessageIds, sqsEvent } from "../../../../infra/local/functions/sqs-event";

const ids = ["a", "b", "c"];
const failures = (...identifiers: unknown[]) => ({
  batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
});

test.each([
  ["an empty list", { batchItemFailures: [] }],
  ["a list that is null", { batchItemFailures: null }],
  ["an empty object", {}],
  ["null", null],
  ["nothing", undefined],
])("%s reports that all messages succeeded", (_, answer) => {
  expect([...failedMessageIds(answer, ids)]).toEqual([]);
});

test("the reported messages stay in the queue, and no others", () => {
  expect([...failedMessageIds(failures("b"), ids)]).toEqual(["b"]);
});

test.each([
  ["an empty identifier", failures("")],
  ["an identifier that is null", failures("a", null)],
  ["an identifier that is not in the batch", failures("a", "elsewhere")],
  ["an entry without an identifier", { batchItemFailures: [{ id: "a" }] }],
  ["an entry that is null", { batchItemFailures: [null] }],
  ["failures that are no list", { batchItemFailures: "a" }],
  ["a text", "done"],
])("%s is not a valid report: all messages stay in the queue", (_, answer) => {
  expect([...failedMessageIds(answer, ids)]).toEqual(ids);
});

test("a record has Lambda's shape", () => {
  const message = {
    MessageId: "m",
    ReceiptHandle: "r",
    Body: "{}",
    MD5OfBody: "md5",
    MD5OfMessageAttributes: "md5-attributes",
    Attributes: { ApproximateReceiveCount: "2", SentTimestamp: "1" },
    MessageAttributes: { Reason: { DataType: "String", StringValue: "X" } },
  };
  expect(sqsEvent([message], "arn:aws:sqs:us-east-1:000000000000:work")).toEqual({
    Records: [
      {
        messageId: "m",
        receiptHandle: "r",
        body: "{}",
        attributes: { ApproximateReceiveCount: "2", SentTimestamp: "1" },
        messageAttributes: {
          Reason: { stringValue: "X", stringListValues: [], binaryListValues: [], dataType: "String" },
        },
        md5OfBody: "md5",
        md5OfMessageAttributes: "md5-attributes",
        eventSource: "aws:sqs",
        eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:work",
        awsRegion: "us-east-1",
      },
    ],
  });
});
