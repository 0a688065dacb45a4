import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient, GetItemCommand, TransactGetItemsCommand } from "@aws-sdk/client-dynamodb";
import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { SAMPLE, sampleFunction, sampleRole, writeSampleAssembly } from "../support/data/sample-assembly";
import { eventually } from "../support/eventually";
import { type LocalCloudProcess, startLocalCloudProcess } from "../support/servers/local-cloud";

type Change = NonNullable<Parameters<typeof writeSampleAssembly>[1]>;

const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const allow = (Action: string | string[], Resource: unknown = "*") => ({ Effect: "Allow", Action, Resource });
const LOGS = allow("logs:*");
const POLLS = allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]);

const clouds: LocalCloudProcess[] = [];
afterEach(async () => {
  await Promise.all(clouds.splice(0).map((cloud) => cloud.stop()));
});

async function start(change: Change, code: Parameters<typeof writeSampleAssembly>[0] = {}): Promise<LocalCloudProcess> {
  const cloud = await startLocalCloudProcess({ assembly: writeSampleAssembly(code, change), timeFactor: 600 });
  clouds.push(cloud);
  return cloud;
}

const send = (cloud: LocalCloudProcess, MessageBody: string) =>
  cloud.sqs.send(new SendMessageCommand({ QueueUrl: cloud.queueUrl(SAMPLE.queue), MessageBody }));
const deadLettersOf = async (cloud: LocalCloudProcess) => {
  const QueueUrl = cloud.queueUrl(SAMPLE.deadLetterQueue);
  const command = new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ["All"] });
  return (await cloud.sqs.send(command)).Messages ?? [];
};
const textOf = (value: string) => ({ DataType: "String", StringValue: value });

test("the SDKs know each service's access error by its name", async () => {
  const cloud = await start({});
  const credentials = { accessKeyId: `local-${SAMPLE.consumer}`, secretAccessKey: "local" };
  const config = { ...cloud.clientConfig, credentials, maxAttempts: 1 };
  const [sqs, sns, ses] = [new SQSClient(config), new SNSClient(config), new SESClient(config)];
  const [dynamodb, cloudWatch] = [new DynamoDBClient(config), new CloudWatchClient(config)];
  const refusals: [Promise<unknown>, string, number][] = [
    [
      sqs.send(new SendMessageCommand({ QueueUrl: cloud.queueUrl(SAMPLE.queue), MessageBody: "x" })),
      "AccessDenied",
      403,
    ],
    [sns.send(new PublishCommand({ PhoneNumber: "+12065550100", Message: "x" })), "AuthorizationErrorException", 403],
    [
      ses.send(
        new SendRawEmailCommand({
          Source: "noreply@example.com",
          Destinations: ["a@patient.example"],
          RawMessage: { Data: Buffer.from("From: noreply@example.com\r\nSubject: x\r\n\r\nx") },
        }),
      ),
      "AccessDenied",
      403,
    ],
    [
      dynamodb.send(new GetItemCommand({ TableName: SAMPLE.table, Key: { id: { S: "1" } } })),
      "AccessDeniedException",
      400,
    ],
    [
      cloudWatch.send(new PutMetricDataCommand({ Namespace: "Mine", MetricData: [{ MetricName: "x", Value: 1 }] })),
      "AccessDenied",
      403,
    ],
    [dynamodb.send(new TransactGetItemsCommand({ TransactItems: [] })), "InternalFailure", 500],
  ];
  for (const [call, name, httpStatusCode] of refusals) {
    await expect(call).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  }
  const { refused } = await cloud.permissions();
  expect(refused).toHaveLength(refusals.length);
  expect(await cloud.outbox()).toEqual({ sms: [], emails: [], receipts: [], replies: [], metrics: [], notices: [] });
  for (const client of [sqs, sns, ses, dynamodb, cloudWatch]) client.destroy();
});

test("the SDKs know the access error for a key by its name", async () => {
  const key = { KmsMasterKeyId: { Ref: "Key" } };
  const cloud = await start({
    Key: { Type: "AWS::KMS::Key", Properties: {} },
    Secret: { Type: "AWS::SQS::Queue", Properties: { QueueName: "secret-dev", ...key } },
    Told: { Type: "AWS::SNS::Topic", Properties: { TopicName: "told-dev", ...key } },
    ProducerRole: sampleRole([LOGS, allow(["sqs:*", "sns:*"])]),
  });
  const credentials = { accessKeyId: `local-${SAMPLE.producer}`, secretAccessKey: "local" };
  const config = { ...cloud.clientConfig, credentials, maxAttempts: 1 };
  const [sqs, sns] = [new SQSClient(config), new SNSClient(config)];
  const sending = sqs.send(new SendMessageCommand({ QueueUrl: cloud.queueUrl("secret-dev"), MessageBody: "x" }));
  await expect(sending).rejects.toMatchObject({ name: "KmsAccessDenied", Code: "KMS.AccessDeniedException" });
  const TopicArn = "arn:aws:sns:us-east-1:000000000000:told-dev";
  await expect(sns.send(new PublishCommand({ TopicArn, Message: "x" }))).rejects.toMatchObject({
    name: "KMSAccessDeniedException",
    message: expect.stringContaining("kms:GenerateDataKey"),
  });
  for (const client of [sqs, sns]) client.destroy();
});

test("a function that may not receive gets nothing, and its messages stay in the queue", async () => {
  const cloud = await start({ ConsumerRole: sampleRole([LOGS, allow("sqs:GetQueueAttributes")]) });
  await send(cloud, "left");
  await eventually("it is asked for twice", async () => {
    const { refused } = await cloud.permissions();
    return refused.some(({ action, times }) => action === "sqs:ReceiveMessage" && times > 2);
  });
  expect((await cloud.queueCounts())[SAMPLE.queue]).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
});

test("a message that a function may not delete is received again, and ends in the DLQ", async () => {
  const cloud = await start({
    ConsumerRole: sampleRole([LOGS, allow(["sqs:ReceiveMessage", "sqs:GetQueueAttributes"])]),
  });
  await send(cloud, "done in vain");
  await eventually(
    "a message in the DLQ",
    async () => (await cloud.queueCounts())[SAMPLE.deadLetterQueue]?.visible === 1,
  );
});

test("lines that a function may not log are lost, and the function continues", async () => {
  const producer = 'export const handler = async () => { console.log("a line"); return "an answer"; };';
  const cloud = await start({ ProducerRole: sampleRole([allow("logs:CreateLogStream")]) }, { producer });
  expect(await cloud.invoke(SAMPLE.producer, {})).toBe("an answer");
  expect(await cloud.logs()).toEqual([]);
  expect((await cloud.permissions()).refused).toMatchObject([{ action: "logs:PutLogEvents", times: 1 }]);
});

describe("the event of a run that failed after all retries", () => {
  const failing = 'export const handler = async () => { throw new RangeError("it failed"); };';
  const DeadLetterConfig = { TargetArn: arnOf("Dead") };
  const Producer = sampleFunction("producer", "ProducerRole", {}, { DeadLetterConfig });

  test("goes to the function's DLQ, with the attributes that Lambda sets", async () => {
    const ProducerRole = sampleRole([LOGS, allow("sqs:SendMessage", arnOf("Dead"))]);
    const cloud = await start({ Producer, ProducerRole }, { producer: failing });
    await expect(cloud.fireSchedule()).rejects.toMatchObject({ name: "RangeError" });
    const [message] = await deadLettersOf(cloud);
    expect(message?.Body).toBe('{"source":"schedule"}');
    expect(message?.MessageAttributes).toMatchObject({
      ErrorMessage: textOf("it failed"),
      ErrorCode: { DataType: "Number", StringValue: "200" },
    });
  });

  test("is lost if the function's role may not send there", async () => {
    const cloud = await start({ Producer }, { producer: failing });
    await expect(cloud.fireSchedule()).rejects.toMatchObject({ name: "RangeError" });
    expect(await deadLettersOf(cloud)).toEqual([]);
    expect((await cloud.permissions()).refused).toMatchObject([
      { functionName: SAMPLE.producer, action: "sqs:SendMessage" },
    ]);
  });
});

test("a schedule whose role may not invoke its target runs nothing, and its input goes to its DLQ", async () => {
  const target = { Arn: arnOf("Producer"), Input: '{"source":"schedule"}', RoleArn: arnOf("Role") };
  const cloud = await start({
    Role: sampleRole([allow("sqs:SendMessage", arnOf("Dead"))]),
    Daily: {
      Type: "AWS::Scheduler::Schedule",
      Properties: { Name: "daily-dev", Target: { ...target, DeadLetterConfig: { Arn: arnOf("Dead") } } },
    },
  });
  await expect(cloud.fireSchedule()).rejects.toMatchObject({ name: "ScheduleRefused" });
  const [message] = await deadLettersOf(cloud);
  expect(message?.Body).toBe('{"source":"schedule"}');
  expect(message?.MessageAttributes).toMatchObject({ ERROR_CODE: textOf("AccessDeniedException") });
  expect(await cloud.logs()).toEqual([]);
  expect((await cloud.permissions()).refused).toEqual([
    {
      role: "Role",
      action: "lambda:InvokeFunction",
      resource: `arn:aws:lambda:us-east-1:000000000000:function:${SAMPLE.producer}`,
      times: 1,
    },
  ]);
});

test("every permission is listed with its uses, on the port", async () => {
  const cloud = await start({ ConsumerRole: sampleRole([LOGS, POLLS, allow("s3:GetObject")]) });
  await send(cloud, "one");
  const ofConsumer = await eventually("the message is deleted", async () => {
    const { granted } = await cloud.permissions();
    const own = granted.filter(({ functionName }) => functionName === SAMPLE.consumer);
    return own.some(({ action, used }) => action === "sqs:DeleteMessage" && used === 1) && own;
  });
  const used = Object.fromEntries(ofConsumer.map((grant) => [grant.action, grant.used > 0]));
  const polls = { "sqs:ReceiveMessage": true, "sqs:DeleteMessage": true, "sqs:GetQueueAttributes": true };
  expect(used).toEqual({ "logs:*": false, ...polls, "s3:GetObject": false });
});
