/** AWS for `smoke`: responses as documented, unless a test sets others. */
import { createHash } from "node:crypto";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { resourceNames } from "../../../contracts/resource-names";
import { deployed } from "../data/deployed";
import { functionEnvironment } from "../environment";
import { AwsFailure, type AwsServer, OPERATOR } from "./aws-server";

export const NAMES = resourceNames("test");
export const ACCOUNT = "123456789012";
export const SMS_LOG = `sns/us-east-1/${ACCOUNT}/DirectPublishToPhoneNumber`;
/** The id that Publish returned for the text. */
export const TEXT_ID = "text-1";

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
const CONSUMERS = [NAMES.smsConsumer, NAMES.emailConsumer];
const KEY = arn("kms", "key/one");

/** DynamoDB's message if a table's policy denies a call. */
export const DENIED_BY_POLICY = `User: ${OPERATOR} is not authorized to perform: dynamodb:PutItem on resource: ${NAMES.operatorActsTable} with an explicit deny in a resource-based policy`;

/** What a receive shows of the message in the chain of queues. */
export interface Move {
  readonly queue: 1 | 2 | 3;
  readonly count: number;
  readonly id?: string;
  readonly sentAt?: number;
  readonly body?: string;
}

/** Two receives on the first queue; on the second as many as are left of five, if the move does not count. */
export const MOVES: readonly Move[] = [1, 2, 3, 4, 5, 6].map((count) => ({
  queue: count <= 2 ? 1 : count <= 5 ? 2 : 3,
  count,
}));

type Item = Partial<DeliveryLogItem>;
const delivered = (...states: DeliveryLogItem["status"][]): Item => ({
  status: states.at(-1),
  history: states.flatMap((status) => history(status)),
});
export const TEXT: Item = {
  ...delivered("SMS_SENT", "SMS_DELIVERED"),
  channel: "SMS",
  messageId: TEXT_ID,
  smsParts: 1,
};
export const EMAIL: Item = { ...delivered("EMAIL_SENDING", "EMAIL_SENT", "EMAIL_DELIVERED"), channel: "EMAIL" };

/** @param code of the carrier, in the last line */
export function history(status: DeliveryLogItem["status"], code?: string): DeliveryLogItem["history"] {
  return [{ at: "2026-11-22T14:00:00.000Z", status, ...(code && { code }) }];
}

/** Sets the responses of AWS with the environment `test` deployed. */
export function answerSmoke(aws: AwsServer): void {
  deployed(aws);
  answerItems(aws, TEXT, EMAIL);
  answerChain(aws, MOVES);
  answerQueues(aws);
  answerDeliveryLog(aws, { [SMS_LOG]: deliveryLine("SUCCESS", "Message has been accepted by phone carrier") });
  answerMetrics(aws, 1);
  aws.on("GetSMSSandboxAccountStatus", () => ({ IsInSandbox: false }));
  aws.on("GetSMSAttributes", () => ({ attributes: "" }));
  for (const name of CONSUMERS) {
    const FunctionArn = arn("lambda", `function:${name}`);
    const Environment = { Variables: functionEnvironment(aws.endpoint) };
    aws.on(`GET /2015-03-31/functions/${name}/configuration`, () => ({ FunctionArn, State: "Active", Environment }));
    aws.on(`GET /2024-08-31/functions/${name}/recursion-config`, () => ({ RecursiveLoop: "Allow" }));
  }
  aws.on("GET /2015-03-31/event-source-mappings", () => ({
    EventSourceMappings: [{ BatchSize: 10, State: "Enabled", FunctionResponseTypes: ["ReportBatchItemFailures"] }],
  }));
  aws.on("DescribeTable", () => ({ Table: { SSEDescription: { KMSMasterKeyArn: KEY } } }));
  aws.on("DescribeTimeToLive", () => ({
    TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "ttl" },
  }));
  aws.on(`GET /schedules/${NAMES.schedule}`, () => ({
    State: "ENABLED",
    ScheduleExpression: "cron(0 9 * * ? *)",
    ScheduleExpressionTimezone: "America/New_York",
  }));
  aws.on("PutItem", () => new AwsFailure("AccessDeniedException", 400, DENIED_BY_POLICY));
  aws.on("UpdateItem", ({ parameters: { ReturnValuesOnConditionCheckFailure, Key } }) => {
    const more = ReturnValuesOnConditionCheckFailure === "ALL_OLD" ? { Item: Key as object } : {};
    return new AwsFailure("ConditionalCheckFailedException", 400, "The conditional request failed", more);
  });
}

/** @param text its item in the delivery log; undefined if there is none */
export function answerItems(aws: AwsServer, text: Item | undefined, email: Item | undefined): void {
  aws.on("BatchGetItem", ({ parameters }) => {
    const { Keys = [] } =
      (parameters.RequestItems as Record<string, { Keys: Record<string, { S?: string; N?: string }>[] }>)[
        NAMES.deliveryLogTable
      ] ?? {};
    const items = (Keys.length === 2 ? [text, email] : [email]).flatMap((item, index) => {
      const { notificationId, timestamp } = Keys[index] ?? {};
      const key = { notificationId: notificationId?.S, timestamp: Number(timestamp?.N) };
      return item ? [marshall({ ...key, ...item }, { removeUndefinedValues: true })] : [];
    });
    return { Responses: { [NAMES.deliveryLogTable]: items } };
  });
}

/** The queues of the probe, and what receives show of the message. */
export function answerChain(aws: AwsServer, moves: readonly Move[]): void {
  const left = [...moves];
  aws.on("CreateQueue", ({ parameters }) => ({ QueueUrl: `${aws.endpoint}/${ACCOUNT}/${parameters.QueueName}` }));
  aws.on("ReceiveMessage", ({ parameters }) => {
    const [next] = left;
    if (!next || !String(parameters.QueueUrl).endsWith(`-${next.queue}`)) return {};
    left.shift();
    const { id = "one", count, sentAt = 1, body = "Smoke test: nobody's message" } = next;
    const Attributes = { ApproximateReceiveCount: String(count), SentTimestamp: String(sentAt) };
    const MessageAttributes = { SmokeProbe: { DataType: "String", StringValue: "kept" } };
    const MD5OfBody = createHash("md5").update(body).digest("hex");
    return {
      Messages: [{ MessageId: id, Body: body, MD5OfBody, ReceiptHandle: "one", Attributes, MessageAttributes }],
    };
  });
}

/** @param changes to the attributes of every queue */
export function answerQueues(aws: AwsServer, changes: Readonly<Record<string, string>> = {}): void {
  const next = { [NAMES.appointmentsQueue]: NAMES.emailQueue, [NAMES.emailQueue]: NAMES.deadLetterQueue };
  aws.on("GetQueueUrl", ({ parameters }) => ({ QueueUrl: `${aws.endpoint}/${ACCOUNT}/${parameters.QueueName}` }));
  aws.on("GetQueueAttributes", ({ parameters }) => {
    const name = String(parameters.QueueUrl).split("/").at(-1) ?? "";
    const target = next[name];
    const redrive = target && { deadLetterTargetArn: arn("sqs", target), maxReceiveCount: 3 };
    return {
      Attributes: {
        QueueArn: arn("sqs", name),
        MessageRetentionPeriod: "1209600",
        KmsMasterKeyId: KEY,
        ...(redrive && { RedrivePolicy: JSON.stringify(redrive) }),
        ...changes,
      },
    };
  });
}

/** A line of SNS's delivery log. */
export function deliveryLine(status: "SUCCESS" | "FAILURE", providerResponse: string, numberOfMessageParts = 1) {
  const delivery = { destination: "+12065550100", numberOfMessageParts, providerResponse };
  return JSON.stringify({ notification: { messageId: TEXT_ID }, delivery, status });
}

/** @param lines by log group; the others do not exist */
export function answerDeliveryLog(aws: AwsServer, lines: Readonly<Record<string, string | undefined>>): void {
  aws.on("FilterLogEvents", ({ parameters }) => {
    const group = String(parameters.logGroupName);
    if (!(group in lines)) return new AwsFailure("ResourceNotFoundException", 400);
    const message = lines[group];
    return { events: message === undefined ? [] : [{ message }] };
  });
}

/** @param sum of every metric; 0 if nothing was measured */
export function answerMetrics(aws: AwsServer, sum: number): void {
  aws.on("GetMetricData", ({ parameters }) => {
    const queries = parameters.MetricDataQueries as { Id: string }[];
    const Timestamps = [Date.now() / 1_000];
    return { MetricDataResults: queries.map(({ Id }) => ({ Id, Timestamps, Values: [sum] })) };
  });
}
