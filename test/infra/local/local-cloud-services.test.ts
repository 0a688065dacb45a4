import { request } from "node:http";
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeTimeToLiveCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { ListIdentitiesCommand, SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import {
  CheckIfPhoneNumberIsOptedOutCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { BatchWriteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { TEST_PHONES } from "../../../infra/local/emulators/carriers/test-contacts";
import { mimeMessage } from "../../../services/adapters/carriers/mime-message";
import { anEmail } from "../../support/data/emails";
import { SAMPLE, writeSampleAssembly } from "../../support/data/sample-assembly";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../support/servers/local-cloud";

let cloud: LocalCloudProcess;

beforeAll(async () => {
  cloud = await startLocalCloudProcess({ assembly: writeSampleAssembly() });
});
afterAll(() => cloud.stop());

/** A separate queue for each test: the queues of the sample are polled. */
async function ownQueue(name: string): Promise<string> {
  const { QueueUrl = "" } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: name }));
  return QueueUrl;
}
const receive = (QueueUrl: string, more: object = {}) =>
  cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }));

describe("SQS", () => {
  test("queue URLs have the local endpoint", async () => {
    const { QueueUrl } = await cloud.sqs.send(new GetQueueUrlCommand({ QueueName: SAMPLE.deadLetterQueue }));
    expect(QueueUrl).toBe(cloud.queueUrl(SAMPLE.deadLetterQueue));
  });

  test("a queue's attributes are the template's, with undivided times", async () => {
    const command = new GetQueueAttributesCommand({
      QueueUrl: cloud.queueUrl(SAMPLE.queue),
      AttributeNames: ["VisibilityTimeout", "RedrivePolicy"],
    });
    const { Attributes = {} } = await cloud.sqs.send(command);
    expect(Attributes.VisibilityTimeout).toBe("60");
    expect(JSON.parse(Attributes.RedrivePolicy ?? "")).toMatchObject({ maxReceiveCount: 2 });
  });

  test("messages of a batch keep their text, including emoji, and are gone when they are deleted", async () => {
    const QueueUrl = await ownQueue("batches");
    const Entries = ["é", "🏥"].map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await cloud.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const { Messages = [] } = await receive(QueueUrl);
    expect(Messages.map((message) => message.Body)).toEqual(["é", "🏥"]);
    const handles = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    const { Successful } = await cloud.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: handles }));
    expect(Successful).toHaveLength(2);
  });

  test("message attributes are returned on request", async () => {
    const QueueUrl = await ownQueue("attributes");
    const MessageAttributes = { a: { DataType: "String", StringValue: "b" } };
    await cloud.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x", MessageAttributes }));
    const first = (await receive(QueueUrl)).Messages?.[0];
    expect(first?.MessageAttributes).toBeUndefined();
    const { ReceiptHandle } = first ?? {};
    await cloud.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    const second = (await receive(QueueUrl, { MessageAttributeNames: ["All"] })).Messages?.[0];
    expect(second?.MessageAttributes).toMatchObject(MessageAttributes);
  });

  test("a queue that does not exist is an error", async () => {
    const sending = cloud.sqs.send(new SendMessageCommand({ QueueUrl: cloud.queueUrl("nobody"), MessageBody: "x" }));
    await expect(sending).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  });
});

describe("DynamoDB", () => {
  const TableName = SAMPLE.table;

  test("items are written with conditions and read by index", async () => {
    await cloud.dynamodb.send(new PutCommand({ TableName, Item: { id: "1", kind: "a" } }));
    const update = {
      TableName,
      Key: { id: "1" },
      UpdateExpression: "SET history = list_append(if_not_exists(history, :none), :line)",
      ConditionExpression: "kind = :kind",
      ExpressionAttributeValues: { ":none": [], ":line": [{ at: 1 }], ":kind": "a" },
    };
    await cloud.dynamodb.send(new UpdateCommand(update));
    const wrong = { ...update.ExpressionAttributeValues, ":kind": "b" };
    const refused = cloud.dynamodb.send(new UpdateCommand({ ...update, ExpressionAttributeValues: wrong }));
    await expect(refused).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
    const { Items } = await cloud.dynamodb.send(
      new QueryCommand({
        TableName,
        IndexName: "ByKind",
        KeyConditionExpression: "kind = :kind",
        ExpressionAttributeValues: { ":kind": "a" },
      }),
    );
    expect(Items).toEqual([{ id: "1", kind: "a", history: [{ at: 1 }] }]);
  });

  test("items are written in batches", async () => {
    const requests = Array.from({ length: 25 }, (_, index) => ({ PutRequest: { Item: { id: `batch-${index}` } } }));
    await cloud.dynamodb.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
    const { Item } = await cloud.dynamodb.send(new GetCommand({ TableName, Key: { id: "batch-24" } }));
    expect(Item).toEqual({ id: "batch-24" });
  });

  test("the expiry attribute is the template's", async () => {
    const { TimeToLiveDescription } = await cloud.dynamodb.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "ttl" });
  });

  test("a call that is not emulated is an error that names it", async () => {
    const writing = cloud.dynamodb.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName, Key: { id: { S: "1" } } } }] }),
    );
    await expect(writing).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: expect.stringContaining("TransactWriteItems"),
    });
  });
});

describe("SNS", () => {
  const TopicArn = `arn:aws:sns:us-east-1:000000000000:${SAMPLE.topic}`;

  test("a queue that subscribes with a filter gets the matching events", async () => {
    const QueueUrl = await ownQueue("events");
    await cloud.sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: "sqs",
        Endpoint: "arn:aws:sqs:us-east-1:000000000000:events",
        Attributes: { RawMessageDelivery: "true", FilterPolicy: JSON.stringify({ status: ["SENT"] }) },
      }),
    );
    const entry = (Id: string, status: string) => ({
      Id,
      Message: `event ${Id}`,
      MessageAttributes: { status: { DataType: "String", StringValue: status } },
    });
    const PublishBatchRequestEntries = [entry("1", "SENT"), entry("2", "FAILED")];
    await cloud.sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
    const { Messages = [] } = await receive(QueueUrl);
    expect(Messages.map((message) => message.Body)).toEqual(["event 1"]);
  });

  test("a text to a phone reaches the outbox", async () => {
    await cloud.sns.send(new PublishCommand({ PhoneNumber: "+12065550100", Message: "Zoë <&> 🏥" }));
    const { sms } = await cloud.outbox();
    expect(sms).toContainEqual(expect.objectContaining({ phoneNumber: "+12065550100", message: "Zoë <&> 🏥" }));
  });

  test("the SDK reads the carrier's errors by their names", async () => {
    const sns = new SNSClient({ ...cloud.clientConfig, maxAttempts: 1 });
    const publish = (PhoneNumber: string) => sns.send(new PublishCommand({ PhoneNumber, Message: "x" }));
    await expect(publish(TEST_PHONES.refused)).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(publish(TEST_PHONES.throttledTwice)).rejects.toMatchObject({ name: "Throttling" });
    await expect(publish(TEST_PHONES.alwaysFails)).rejects.toMatchObject({ name: "InternalErrorException" });
    sns.destroy();
  });

  test("the opted-out test phone is reported as opted out", async () => {
    const command = new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: TEST_PHONES.optedOut });
    expect((await cloud.sns.send(command)).isOptedOut).toBe(true);
  });
});

describe("SES and CloudWatch", () => {
  test("an email reaches the outbox, and other operations are errors that name them", async () => {
    const ses = new SESClient(cloud.clientConfig);
    const envelope = { from: "noreply@example.com", to: "zoe@patient.example" };
    const content = anEmail({ fromName: "Zoë's Clinic", text: "Zoë\n", html: "<p>Zoë</p>\n" });
    await ses.send(
      new SendRawEmailCommand({
        Source: "noreply@example.com",
        Destinations: ["zoe@patient.example"],
        RawMessage: { Data: Buffer.from(mimeMessage(envelope, content)) },
      }),
    );
    const { fromName, subject, text, html } = content;
    const from = `${fromName} <noreply@example.com>`;
    const email = { to: "zoe@patient.example", from, replyTo: "", subject, text, html, attachments: [] };
    expect((await cloud.outbox()).emails).toContainEqual(expect.objectContaining(email));
    await expect(ses.send(new ListIdentitiesCommand({}))).rejects.toThrow("ListIdentities");
    ses.destroy();
  });

  test("metrics reach the outbox, compressed or not", async () => {
    const cloudwatch = new CloudWatchClient(cloud.clientConfig);
    const data = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ MetricName: `metric-${"x".repeat(50)}-${index}`, Value: 1 }));
    await cloudwatch.send(new PutMetricDataCommand({ Namespace: "Small", MetricData: data(1) }));
    // The SDK compresses requests larger than 10 KB.
    await cloudwatch.send(new PutMetricDataCommand({ Namespace: "Large", MetricData: data(500) }));
    const { metrics } = await cloud.outbox();
    expect(metrics.filter((metric) => metric.namespace === "Small")).toHaveLength(1);
    expect(metrics.filter((metric) => metric.namespace === "Large")).toHaveLength(500);
    cloudwatch.destroy();
  });
});

describe("The HTTP server", () => {
  test("a service that is not emulated is an error that names it", async () => {
    const authorization = "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/kms/aws4_request, SignedHeaders=host";
    const headers = { authorization, "x-amz-target": "TrentService.Encrypt" };
    const response = await fetch(cloud.endpoint, { method: "POST", headers });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining("kms Encrypt") });
  });

  test("a call without credentials is refused", async () => {
    const response = await fetch(cloud.endpoint, { method: "POST" });
    expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationToken" });
  });

  test("every script of the messages page is served, with those that it imports", async () => {
    const scripts = new Set(["messages-page.js"]);
    for (const name of scripts) {
      const response = await fetch(`${cloud.endpoint}/_local/${name}`);
      expect([name, response.status, response.headers.get("content-type")]).toEqual([
        name,
        200,
        "text/javascript; charset=utf-8",
      ]);
      for (const [, imported = ""] of (await response.text()).matchAll(/from "\.\/(.*?)"/g)) scripts.add(imported);
    }
    expect(scripts.size).toBeGreaterThan(3);
  });

  test("the messages page only runs its own script and loads nothing from elsewhere", async () => {
    const response = await fetch(cloud.endpoint);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
    const page = await response.text();
    expect(page).toContain('sandbox=""');
    const own = ['href="data:,"', 'href="#main"', 'src="/_local/messages-page.js"'];
    expect(page.match(/(?:src|href)="[^"]*"/g)).toEqual(own);
  });

  test("a reader of the outbox can skip what it already has", async () => {
    await cloud.sns.send(new PublishCommand({ PhoneNumber: "+12065550101", Message: "newest" }));
    const { sms } = await cloud.outbox();
    const response = await fetch(`${cloud.endpoint}/_local/outbox?sms=${sms.length - 1}`);
    expect(await response.json()).toMatchObject({ sms: [{ message: "newest" }] });
  });

  test("a response ends with a line feed, for the shell's prompt", async () => {
    const response = await fetch(`${cloud.endpoint}/_local/break`, { method: "POST" });
    expect(await response.text()).toBe('{"broken":true}\n');
  });

  test("an unknown service or function is refused, with the valid ones", async () => {
    await expect(cloud.pause("kms" as "sms")).rejects.toThrow("must be one of dynamodb, ");
    await expect(cloud.pause("sms", "all" as "requests")).rejects.toThrow("must be one of requests, responses");
    await expect(cloud.kill("nobody")).rejects.toThrow("no function nobody");
  });

  test("a page of another site, with its own host name, cannot read anything", async () => {
    const status = await new Promise((resolve, reject) => {
      const asking = request(`${cloud.endpoint}/_local/outbox`, { headers: { host: "evil.example" } });
      asking.on("response", (response) => resolve(response.statusCode)).on("error", reject);
      asking.end();
    });
    expect(status).toBe(403);
  });

  test("a port that another program uses is named", async () => {
    const port = Number(new URL(cloud.endpoint).port);
    const starting = startLocalCloudProcess({ assembly: writeSampleAssembly(), port });
    await expect(starting).rejects.toMatchObject({ name: "PortInUse", message: expect.stringContaining(String(port)) });
  });

  test("a bundle that does not load fails the start", async () => {
    const assembly = writeSampleAssembly({ consumer: "throw new SyntaxError('bad bundle');" });
    await expect(startLocalCloudProcess({ assembly })).rejects.toMatchObject({ message: "bad bundle" });
  });
});
