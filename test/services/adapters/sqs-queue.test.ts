import { SQSClient } from "@aws-sdk/client-sqs";
import { sqsBatchQueue, sqsDeadLetterQueue, sqsQueue } from "../../../services/adapters/sqs-queue";
import { AwsFailure, AwsServer, sqsTakesAll } from "../../support/servers/aws-server";

let aws: AwsServer;
let client: SQSClient;
let url: string;
beforeAll(async () => {
  aws = await AwsServer.start();
  client = new SQSClient({ ...aws.client, maxAttempts: 1 });
  url = `${aws.endpoint}/000000000000/queue`;
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

describe("A queue of single messages", () => {
  test("sends the body as it is, with its attributes and delay", async () => {
    await sqsQueue(client, url).send({ body: ' {"a": "é"} ', attributes: { Postponed: "2" }, delaySeconds: 60 });
    expect(aws.calls.map(({ action, parameters }) => [action, parameters])).toEqual([
      [
        "SendMessage",
        {
          QueueUrl: url,
          MessageBody: ' {"a": "é"} ',
          MessageAttributes: { Postponed: { DataType: "String", StringValue: "2" } },
          DelaySeconds: 60,
        },
      ],
    ]);
  });

  test("omits empty attributes, which SQS refuses, and a delay that is not set", async () => {
    await sqsQueue(client, url).send({ body: "{}", attributes: { FallbackReason: "", Postponed: "1" } });
    const [call] = aws.of("SendMessage");
    expect(Object.keys(call?.parameters.MessageAttributes as object)).toEqual(["Postponed"]);
    expect(call?.parameters).not.toHaveProperty("DelaySeconds");
  });

  test("says that the queue did not take a message", async () => {
    aws.on("SendMessage", () => new AwsFailure("AccessDenied", 403));
    await expect(sqsQueue(client, url).send({ body: "{}" })).rejects.toThrow();
  });
});

describe("A queue of batches", () => {
  test("sends a batch in one call, each entry under an id of its own", async () => {
    expect(await sqsBatchQueue(client, url).sendBatch([{ body: "a" }, { body: "b" }, { body: "c" }])).toEqual([]);
    expect(aws.of("SendMessageBatch").map(({ parameters }) => parameters)).toEqual([
      {
        QueueUrl: url,
        Entries: [
          { Id: "0", MessageBody: "a" },
          { Id: "1", MessageBody: "b" },
          { Id: "2", MessageBody: "c" },
        ],
      },
    ]);
  });

  test("names the indexes of refused entries, and the codes", async () => {
    aws.on("SendMessageBatch", (call) => ({
      ...sqsTakesAll(call),
      Failed: [
        { Id: "2", Code: "InternalError", SenderFault: false },
        { Id: "0", Code: "RequestThrottled", SenderFault: false },
      ],
    }));
    expect(await sqsBatchQueue(client, url).sendBatch([{ body: "a" }, { body: "b" }, { body: "c" }])).toEqual([
      { index: 2, code: "InternalError" },
      { index: 0, code: "RequestThrottled" },
    ]);
  });

  test("says that the call failed", async () => {
    aws.on("SendMessageBatch", () => new AwsFailure("ServiceUnavailable", 503));
    await expect(sqsBatchQueue(client, url).sendBatch([{ body: "a" }])).rejects.toThrow();
  });
});

describe("The DLQ", () => {
  test("gives messages whole, with their attributes and when they came", async () => {
    const message = {
      MessageId: "message-1",
      ReceiptHandle: "receipt-1",
      Body: "body",
      Attributes: { SentTimestamp: "1796137200000" },
      MessageAttributes: { DeadLetterReason: { DataType: "String", StringValue: "EMAIL_REFUSED" } },
    };
    aws.on("ReceiveMessage", () => ({ Messages: [message, { MessageId: "m", ReceiptHandle: "r", Body: "b" }] }));
    // Without a digest the SDK has nothing to compare.
    const received = await sqsDeadLetterQueue(new SQSClient({ ...aws.client, md5: false }), url).receive();
    expect(received).toEqual([
      {
        id: "message-1",
        receiptHandle: "receipt-1",
        body: "body",
        attributes: { DeadLetterReason: "EMAIL_REFUSED" },
        sentAt: 1_796_137_200_000,
      },
      { id: "m", receiptHandle: "r", body: "b", attributes: {}, sentAt: 0 },
    ]);
  });

  test("receives ten messages with all attributes, and hides them from others for five minutes", async () => {
    expect(await sqsDeadLetterQueue(client, url).receive()).toEqual([]);
    expect(aws.of("ReceiveMessage")[0]?.parameters).toMatchObject({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 300,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["SentTimestamp"],
    });
  });

  test("loses a message that is deleted, and shows again at once one that is released", async () => {
    const message = { id: "m", receiptHandle: "receipt-1", body: "", attributes: {}, sentAt: 0 };
    const queue = sqsDeadLetterQueue(client, url);
    await queue.delete(message);
    await queue.release(message);
    expect(aws.calls.map(({ action, parameters }) => [action, parameters])).toEqual([
      ["DeleteMessage", { QueueUrl: url, ReceiptHandle: "receipt-1" }],
      ["ChangeMessageVisibility", { QueueUrl: url, ReceiptHandle: "receipt-1", VisibilityTimeout: 0 }],
    ]);
  });
});
