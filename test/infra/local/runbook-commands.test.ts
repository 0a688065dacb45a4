/** docs/runbook.md can be practised on the local run: its commands work there, or are marked as AWS only. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as cloudWatch from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, GetQueryResultsCommand, StartQueryCommand } from "@aws-sdk/client-cloudwatch-logs";
import * as lambda from "@aws-sdk/client-lambda";
import * as scheduler from "@aws-sdk/client-scheduler";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { SAMPLE, writeSampleAssembly } from "../../support/data/sample-assembly";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../support/servers/local-cloud";

const runbook = readFileSync(join(__dirname, "..", "..", "..", "docs", "runbook.md"), "utf8");
const distinct = (pattern: RegExp, text: string) =>
  [...new Set([...text.matchAll(pattern)].map(([, found = ""]) => found))].sort();
const typed = distinct(/\baws ([a-z]+ [a-z]+(?:-[a-z]+)*)/g, runbook);
const [, marked = ""] =
  /run on AWS only; the local run\s+refuses them:\n\n((?:- .*\n|\s+.*\n)+?)\n/.exec(runbook) ?? [];
const forAwsOnly = distinct(/`([a-z]+ [a-z]+(?:-[a-z]+)*)`/g, marked);

let cloud: LocalCloudProcess;
beforeAll(async () => {
  cloud = await startLocalCloudProcess({ assembly: writeSampleAssembly() });
});
afterAll(() => cloud.stop());

/** The call of each command. */
function calls(): Record<string, () => Promise<unknown>> {
  const config = cloud.clientConfig;
  const ofLambda = new lambda.LambdaClient(config);
  const ofCloudWatch = new cloudWatch.CloudWatchClient(config);
  const ofLogs = new CloudWatchLogsClient(config);
  const ofScheduler = new scheduler.SchedulerClient(config);
  const QueueUrl = cloud.queueUrl(SAMPLE.deadLetterQueue);
  const TopicArn = `arn:aws:sns:us-east-1:000000000000:${SAMPLE.topic}`;
  const FunctionName = SAMPLE.consumer;
  const listMappings = () => ofLambda.send(new lambda.ListEventSourceMappingsCommand({ FunctionName }));
  const Name = "daily-dev";
  const getSchedule = () => ofScheduler.send(new scheduler.GetScheduleCommand({ Name }));
  const range = { StartTime: new Date(0), EndTime: new Date(), Period: 86_400 };
  return {
    "cloudformation describe-stack-events": () => byForm("cloudformation", "Action=DescribeStackEvents&StackName=s"),
    "cloudwatch describe-alarms": () =>
      ofCloudWatch.send(new cloudWatch.DescribeAlarmsCommand({ StateValue: "ALARM" })),
    "cloudwatch disable-alarm-actions": () =>
      ofCloudWatch.send(new cloudWatch.DisableAlarmActionsCommand({ AlarmNames: ["a"] })),
    "cloudwatch get-metric-statistics": () =>
      ofCloudWatch.send(new cloudWatch.GetMetricStatisticsCommand({ Namespace: "N", MetricName: "M", ...range })),
    "cloudwatch set-alarm-state": () =>
      ofCloudWatch.send(
        new cloudWatch.SetAlarmStateCommand({ AlarmName: "a", StateValue: "ALARM", StateReason: "test" }),
      ),
    "dynamodb get-item": () =>
      cloud.dynamodb.send(new GetCommand({ TableName: SAMPLE.table, Key: { id: "restored" } })),
    "dynamodb put-item": () =>
      cloud.dynamodb.send(new PutCommand({ TableName: SAMPLE.table, Item: { id: "restored" } })),
    "dynamodb query": () =>
      cloud.dynamodb.send(
        new QueryCommand({
          TableName: SAMPLE.table,
          KeyConditionExpression: "id = :i",
          ExpressionAttributeValues: { ":i": "1" },
        }),
      ),
    "dynamodb update-item": () =>
      cloud.dynamodb.send(
        new UpdateCommand({
          TableName: SAMPLE.table,
          Key: { id: "stopped" },
          UpdateExpression: "SET SMS = :why, EMAIL = :why ADD version :one",
          ExpressionAttributeValues: { ":why": "wrong texts", ":one": 1 },
        }),
      ),
    "lambda delete-function-concurrency": () =>
      ofLambda.send(new lambda.DeleteFunctionConcurrencyCommand({ FunctionName })),
    "lambda get-account-settings": () => ofLambda.send(new lambda.GetAccountSettingsCommand({})),
    "lambda get-function-configuration": () =>
      ofLambda.send(new lambda.GetFunctionConfigurationCommand({ FunctionName })),
    "lambda invoke": () => ofLambda.send(new lambda.InvokeCommand({ FunctionName, Payload: Buffer.from("{}") })),
    "lambda list-event-source-mappings": listMappings,
    "lambda update-event-source-mapping": async () => {
      const UUID = (await listMappings()).EventSourceMappings?.[0]?.UUID;
      return ofLambda.send(new lambda.UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
    },
    "logs get-query-results": () => ofLogs.send(new GetQueryResultsCommand({ queryId: "q" })),
    "logs start-query": () =>
      ofLogs.send(new StartQueryCommand({ logGroupName: "g", queryString: "q", startTime: 1, endTime: 2 })),
    "scheduler get-schedule": getSchedule,
    "scheduler update-schedule": async () => {
      const { ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target } = await getSchedule();
      const same = { Name, ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target };
      return ofScheduler.send(new scheduler.UpdateScheduleCommand({ ...same, State: "ENABLED" }));
    },
    "sns list-subscriptions-by-topic": () => cloud.sns.send(new sns.ListSubscriptionsByTopicCommand({ TopicArn })),
    "sns list-topics": () => cloud.sns.send(new sns.ListTopicsCommand({})),
    "sns opt-in-phone-number": () => cloud.sns.send(new sns.OptInPhoneNumberCommand({ phoneNumber: "+12065550193" })),
    "sns set-sms-attributes": () =>
      cloud.sns.send(new sns.SetSMSAttributesCommand({ attributes: { MonthlySpendLimit: "5" } })),
    "sqs get-queue-attributes": () =>
      cloud.sqs.send(
        new sqs.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessagesDelayed"] }),
      ),
    "sqs get-queue-url": () => cloud.sqs.send(new sqs.GetQueueUrlCommand({ QueueName: SAMPLE.deadLetterQueue })),
    "sqs purge-queue": () => cloud.sqs.send(new sqs.PurgeQueueCommand({ QueueUrl })),
    "sqs receive-message": () => cloud.sqs.send(new sqs.ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 30 })),
    "sqs send-message": () => cloud.sqs.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: "{}" })),
    "sts get-caller-identity": () => byForm("sts", "Action=GetCallerIdentity&Version=2011-06-15"),
  };
}

/** For services whose client is not installed. */
async function byForm(service: string, body: string): Promise<void> {
  const authorization = `AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/${service}/aws4_request`;
  const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
  const response = await fetch(cloud.endpoint, { method: "POST", headers, body });
  if (!response.ok) throw new Error(await response.text());
}

test("every AWS command of the runbook is listed here, and every marked one is in the runbook", () => {
  expect(typed.length).toBeGreaterThan(20);
  expect(forAwsOnly.length).toBeGreaterThan(5);
  const known = Object.keys(calls());
  expect(typed.filter((command) => !known.includes(command))).toEqual([]);
  expect(forAwsOnly.filter((command) => !typed.includes(command))).toEqual([]);
});

test("the local run refuses the commands that are marked as AWS only, and all others work", async () => {
  const refused: string[] = [];
  for (const [command, call] of Object.entries(calls())) {
    if (typed.includes(command)) await call().catch(() => refused.push(command));
  }
  expect(refused.sort()).toEqual(forAwsOnly);
});
