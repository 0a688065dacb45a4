/** The calls with which the local run describes what is deployed. */
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  GetMetricDataCommand,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { DescribeContinuousBackupsCommand, DescribeTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { DescribeKeyCommand, GetKeyPolicyCommand, GetKeyRotationStatusCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from "@aws-sdk/client-lambda";
import { GetScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  ListSubscriptionsByTopicCommand,
} from "@aws-sdk/client-sns";
import { SAMPLE, sampleFunction, writeSampleAssembly } from "../../support/data/sample-assembly";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../support/servers/local-cloud";

const POLICY = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }],
};
const CHANGES = {
  Producer: sampleFunction("producer", "ProducerRole", {}, { ReservedConcurrentExecutions: 0 }),
  Weekly: {
    Type: "AWS::Scheduler::Schedule",
    Properties: {
      Name: "weekly-dev",
      ScheduleExpression: "cron(30 8 ? * MON *)",
      ScheduleExpressionTimezone: "Europe/Paris",
      Target: { Arn: { "Fn::GetAtt": ["Producer", "Arn"] }, RoleArn: { "Fn::GetAtt": ["Role", "Arn"] } },
    },
  },
  Secret: {
    Type: "AWS::KMS::Key",
    Properties: { EnableKeyRotation: true, KeyPolicy: POLICY },
  },
  SecretAlias: {
    Type: "AWS::KMS::Alias",
    Properties: { AliasName: "alias/secret-dev", TargetKeyId: { "Fn::GetAtt": ["Secret", "Arn"] } },
  },
  Plain: {
    Type: "AWS::DynamoDB::Table",
    Properties: {
      TableName: "plain-dev",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    },
  },
  Alarm: alarm("one-alarm-dev", { AlarmActions: [{ Ref: "Events" }], Threshold: 5 }),
  Silent: alarm("silent-alarm-dev", { ActionsEnabled: false }),
};

function alarm(AlarmName: string, more: Record<string, unknown>) {
  return { Type: "AWS::CloudWatch::Alarm", Properties: { AlarmName, ...more } };
}

let cloud: LocalCloudProcess;
beforeAll(async () => {
  cloud = await startLocalCloudProcess({ assembly: writeSampleAssembly({}, CHANGES) });
});
afterAll(() => cloud.stop());

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;

describe("Lambda", () => {
  const lambda = () => new LambdaClient(cloud.clientConfig);
  const configuration = (FunctionName: string) => lambda().send(new GetFunctionConfigurationCommand({ FunctionName }));

  test("a function's configuration is the template's, with its environment", async () => {
    const FunctionArn = arn("lambda", `function:${SAMPLE.consumer}`);
    const expected = { FunctionArn, Timeout: 2, MemorySize: 256, State: "Active" };
    const answer = await configuration(SAMPLE.consumer);
    expect(answer).toMatchObject(expected);
    expect(answer.Environment?.Variables).toEqual({
      ENVIRONMENT: "dev",
      QUEUE_URL: cloud.queueUrl(SAMPLE.deadLetterQueue),
      EMAIL_SENDER: "noreply@example.com",
    });
    expect(await configuration(FunctionArn)).toMatchObject({ FunctionName: SAMPLE.consumer });
  });

  test("a function that is not in the template is not found", async () => {
    await expect(configuration("other")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("the reserved concurrency of a function is the template's, or none", async () => {
    const reserved = (FunctionName: string) => lambda().send(new GetFunctionConcurrencyCommand({ FunctionName }));
    expect((await reserved(SAMPLE.producer)).ReservedConcurrentExecutions).toBe(0);
    expect((await reserved(SAMPLE.consumer)).ReservedConcurrentExecutions).toBeUndefined();
  });

  test("a function's event sources are the template's; without a function, all are listed", async () => {
    const listed = async (FunctionName?: string) =>
      (await lambda().send(new ListEventSourceMappingsCommand({ FunctionName }))).EventSourceMappings;
    const mapping = { EventSourceArn: arn("sqs", SAMPLE.queue), State: "Enabled", BatchSize: 10 };
    expect(await listed(SAMPLE.consumer)).toEqual([expect.objectContaining(mapping)]);
    expect(await listed(SAMPLE.producer)).toEqual([]);
    expect(await listed()).toEqual(await listed(SAMPLE.consumer));
  });

  test("an unknown call is refused by its name", async () => {
    await expect(lambda().send(new ListFunctionsCommand({}))).rejects.toThrow(/^The local run has no lambda GET /);
  });
});

test("a schedule is the template's; an unknown one is not found", async () => {
  const schedule = (Name: string) => new SchedulerClient(cloud.clientConfig).send(new GetScheduleCommand({ Name }));
  expect(await schedule("weekly-dev")).toMatchObject({
    State: "ENABLED",
    ScheduleExpression: "cron(30 8 ? * MON *)",
    ScheduleExpressionTimezone: "Europe/Paris",
  });
  await expect(schedule("hourly-dev")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

describe("KMS", () => {
  const kms = () => new KMSClient(cloud.clientConfig);

  test("a key is found by its alias, with the template's rotation and policy", async () => {
    const { KeyMetadata } = await kms().send(new DescribeKeyCommand({ KeyId: "alias/secret-dev" }));
    expect(KeyMetadata).toMatchObject({ Arn: arn("kms", "key/Secret"), KeyState: "Enabled" });
    const KeyId = KeyMetadata?.Arn;
    expect(await kms().send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({ KeyRotationEnabled: true });
    expect(JSON.parse((await kms().send(new GetKeyPolicyCommand({ KeyId }))).Policy ?? "")).toEqual(POLICY);
  });

  test("as on AWS, policy and rotation cannot be read by alias; an unknown key is not found", async () => {
    const KeyId = "alias/secret-dev";
    const missing = { name: "NotFoundException" };
    await expect(kms().send(new GetKeyPolicyCommand({ KeyId }))).rejects.toMatchObject(missing);
    await expect(kms().send(new GetKeyRotationStatusCommand({ KeyId }))).rejects.toMatchObject(missing);
    await expect(kms().send(new DescribeKeyCommand({ KeyId: "alias/other" }))).rejects.toMatchObject(missing);
  });
});

describe("DynamoDB", () => {
  const recovery = async (TableName: string) =>
    (await cloud.dynamodb.send(new DescribeContinuousBackupsCommand({ TableName }))).ContinuousBackupsDescription
      ?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  const expiry = async (TableName: string) =>
    (await cloud.dynamodb.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;

  test("point-in-time recovery and expiry of a table are the template's", async () => {
    expect([await recovery("plain-dev"), await recovery(SAMPLE.table)]).toEqual(["ENABLED", "DISABLED"]);
    expect(await expiry("plain-dev")).toEqual({ TimeToLiveStatus: "DISABLED" });
    expect(await expiry(SAMPLE.table)).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "ttl" });
  });

  test("an unknown table is not found", async () => {
    await expect(recovery("other")).rejects.toMatchObject({ name: "TableNotFoundException" });
    await expect(expiry("other")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("CloudWatch", () => {
  const cloudWatch = () => new CloudWatchClient(cloud.clientConfig);
  const measured = async (
    Namespace: string,
    MetricName: string,
    Stat: string,
    Dimensions = [{ Name: "E", Value: "dev" }],
  ) => {
    const MetricStat = { Metric: { Namespace, MetricName, Dimensions }, Period: 86_400, Stat };
    const EndTime = new Date(Date.now() + 60_000);
    const StartTime = new Date(EndTime.getTime() - 86_400_000);
    const command = new GetMetricDataCommand({ StartTime, EndTime, MetricDataQueries: [{ Id: "m", MetricStat }] });
    return (await cloudWatch().send(command)).MetricDataResults?.[0];
  };

  test("recorded metrics are returned by period and statistic, without other dimensions", async () => {
    const datum = (Value: number, E: string) => ({ MetricName: "Runs", Value, Dimensions: [{ Name: "E", Value: E }] });
    const MetricData = [datum(1, "dev"), datum(4, "dev"), datum(9, "prod")];
    await cloudWatch().send(new PutMetricDataCommand({ Namespace: "Ours", MetricData }));
    const totalOf = async (statistic: string) => {
      const { Values = [] } = (await measured("Ours", "Runs", statistic)) ?? {};
      return Values.reduce((total, value) => total + value, 0);
    };
    expect([await totalOf("Sum"), await totalOf("SampleCount")]).toEqual([5, 2]);
    expect((await measured("Ours", "Runs", "Maximum", []))?.Values).toEqual([]);
  });

  test("metrics of AWS itself are reported as not measured, not as 0", async () => {
    const answer = await measured("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum");
    expect(answer?.Messages).toEqual([{ Code: "NotMeasured", Value: "The local run has no AWS/SQS metrics" }]);
    await expect(measured("Ours", "Runs", "p99")).rejects.toThrow(
      "The local run has no metric math and no percentiles",
    );
  });

  test("alarms are the template's, without a state, because they are not evaluated", async () => {
    const alarms = async (asked: DescribeAlarmsCommandInput) =>
      (await cloudWatch().send(new DescribeAlarmsCommand(asked))).MetricAlarms;
    expect(await alarms({ AlarmNames: ["one-alarm-dev", "other"] })).toMatchObject([
      {
        AlarmActions: [arn("sns", SAMPLE.topic)],
        ActionsEnabled: true,
        Threshold: 5,
        StateValue: "INSUFFICIENT_DATA",
        StateReason: "The local run has no evaluation of alarms",
      },
    ]);
    expect(await alarms({ AlarmNamePrefix: "silent" })).toMatchObject([{ ActionsEnabled: false }]);
    expect(await alarms({ StateValue: "ALARM" })).toEqual([]);
    await expect(alarms({ ActionPrefix: "arn:" })).rejects.toThrow("The local run has no ActionPrefix");
  });
});

describe("The account", () => {
  test("the sender's domain is a verified SES identity, without DKIM because nothing is signed", async () => {
    const identity = (EmailIdentity: string) =>
      new SESv2Client(cloud.clientConfig).send(new GetEmailIdentityCommand({ EmailIdentity }));
    const answer = await identity("example.com");
    expect([answer.VerifiedForSendingStatus, answer.DkimAttributes]).toEqual([true, undefined]);
    await expect(identity("example.org")).rejects.toMatchObject({ name: "NotFoundException" });
  });

  test.each([
    ["SMS sandbox", () => cloud.sns.send(new GetSMSSandboxAccountStatusCommand({}))],
    ["account-wide SMS settings", () => cloud.sns.send(new GetSMSAttributesCommand({}))],
    ["SES account", () => new SESv2Client(cloud.clientConfig).send(new GetAccountCommand({}))],
  ])("it has no %s and makes none up", async (what, ask) => {
    await expect(ask()).rejects.toThrow(`The local run has no ${what}`);
  });

  test("a topic's subscribers are those of this run", async () => {
    const TopicArn = arn("sns", SAMPLE.topic);
    expect((await cloud.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions).toEqual([]);
  });
});
