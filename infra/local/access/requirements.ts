/** The permissions that AWS checks for a call, by service: from the Service Authorization Reference. */
import { type Call, jsonParameters, queryParameters } from "../protocol/call";
import type { KeyOf } from "../template/encryption-keys";
import { ACCOUNT, REGION } from "../template/references";
import { arn, lastPart, request } from "./access-request";
import { rawEmailSenders } from "./email-senders";
import { leadingKeys } from "./leading-keys";
import type { AccessRequest } from "./statement";

/** Replaces patients' numbers in records. */
const THE_PHONE = "(the phone's number)";

/**
 * The KMS calls that a service with encryption makes on behalf of the caller.
 * SQS: both for a producer, `Decrypt` for a consumer: "Key management", SQS Developer Guide,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 * SNS: both for a publisher: "Key management", SNS Developer Guide,
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 * DynamoDB: `Decrypt` for readers and writers of a table: "How Amazon DynamoDB uses AWS KMS", KMS Developer Guide,
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-dynamodb.html
 */
const TO_SEND = ["kms:GenerateDataKey", "kms:Decrypt"];
const TO_READ = ["kms:Decrypt"];

/**
 * By operation. Batch operations have no permissions of their own ("You cannot set permissions explicitly for" them) and
 * need those of the single actions: "Amazon SQS batch actions", SQS Developer Guide,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-batch-api-actions.html
 */
const SQS_ACTIONS: Readonly<Record<string, string>> = {
  ChangeMessageVisibility: "sqs:ChangeMessageVisibility",
  ChangeMessageVisibilityBatch: "sqs:ChangeMessageVisibility",
  DeleteMessage: "sqs:DeleteMessage",
  DeleteMessageBatch: "sqs:DeleteMessage",
  GetQueueAttributes: "sqs:GetQueueAttributes",
  GetQueueUrl: "sqs:GetQueueUrl",
  ReceiveMessage: "sqs:ReceiveMessage",
  SendMessage: "sqs:SendMessage",
  SendMessageBatch: "sqs:SendMessage",
};
const SQS_KEY_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  "sqs:SendMessage": TO_SEND,
  "sqs:ReceiveMessage": TO_READ,
};

/**
 * Each operation is an action, on the table, or for `Query` and `Scan` on the index: "Actions, resources, and
 * condition keys for Amazon DynamoDB", Service Authorization Reference,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
const ITEM_OPERATIONS = ["DeleteItem", "GetItem", "PutItem", "UpdateItem"];
const READ_OPERATIONS = ["Query", "Scan"];
const BATCH_OPERATIONS = ["BatchGetItem", "BatchWriteItem"];
const OPT_OUT_OPERATIONS = ["PutOptedOutNumber", "DeleteOptedOutNumber"];
const TABLE_OPERATIONS = ["DescribeTable", "DescribeTimeToLive"];

export interface Requirements {
  /** In the order in which AWS checks them; undefined for an unknown call. */
  ofCall(call: Call): AccessRequest[] | undefined;
  /** @param action an SQS action on a queue */
  ofQueue(action: string, queueArn: string): AccessRequest[];
}

/**
 * @param configurationSetOf the default configuration set of an email identity, by its name
 * @param partitionKeyOf the name of a table's partition key
 */
export function createRequirements(
  keyOf: KeyOf,
  configurationSetOf: (identity: string) => string | undefined,
  partitionKeyOf: (table: string) => string | undefined = () => undefined,
): Requirements {
  const keyUse = (service: string, actions: readonly string[], encryptedArn: string): AccessRequest[] => {
    const resource = keyOf(encryptedArn);
    const context = { "kms:viaservice": `${service}.${REGION}.amazonaws.com`, "kms:calleraccount": ACCOUNT };
    return resource ? actions.map((action) => ({ action, resource, context })) : [];
  };
  const ofQueue = (action: string, queueArn: string) => [
    request(action, queueArn),
    ...keyUse("sqs", SQS_KEY_ACTIONS[action] ?? [], queueArn),
  ];

  const services: Readonly<Record<string, (call: Call) => AccessRequest[] | undefined>> = {
    dynamodb: (call) => {
      const { operation } = call;
      const action = `dynamodb:${operation}`;
      const { TableName, IndexName, RequestItems, Key, Item } = jsonParameters(call) as Record<string, unknown>;
      const table = arn("dynamodb", `table/${lastPart(TableName, "/")}`);
      const data = (tableArn: string) => keyUse("dynamodb", TO_READ, tableArn);
      const keys = () => leadingKeys(Key ?? Item, partitionKeyOf(lastPart(TableName, "/")));
      if (ITEM_OPERATIONS.includes(operation)) return [request(action, table, keys()), ...data(table)];
      if (READ_OPERATIONS.includes(operation)) {
        return [request(action, IndexName === undefined ? table : `${table}/index/${IndexName}`), ...data(table)];
      }
      if (BATCH_OPERATIONS.includes(operation)) {
        const tables = Object.keys(RequestItems ?? {}).map((name) => arn("dynamodb", `table/${lastPart(name, "/")}`));
        return tables.flatMap((each) => [request(action, each), ...data(each)]);
      }
      return TABLE_OPERATIONS.includes(operation) ? [request(action, table)] : undefined;
    },
    sqs: (call) => {
      const action = call.protocol === "json" && SQS_ACTIONS[call.operation];
      if (!action) return undefined;
      const { QueueUrl, QueueName } = jsonParameters(call);
      return ofQueue(action, arn("sqs", lastPart(QueueUrl ?? QueueName, "/")));
    },
    sns: (call) => {
      const { operation } = call;
      const parameters = queryParameters(call);
      // No resource: "Actions, resources, and condition keys for Amazon SNS", Service Authorization Reference,
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
      if (operation === "CheckIfPhoneNumberIsOptedOut") {
        return [request(`sns:${operation}`, "*"), viaSns("sms-voice:DescribeOptedOutNumbers")];
      }
      // `PublishBatch` needs `sns:Publish`: "Amazon SNS message batching", SNS Developer Guide,
      // https://docs.aws.amazon.com/sns/latest/dg/sns-batch-api-actions.html
      if (operation !== "Publish" && operation !== "PublishBatch") return undefined;
      const phone = parameters.get("PhoneNumber");
      // The resource is the number itself, as the errors of SNS show ("not authorized to perform: SNS:Publish on resource:
      // +1..."); the Service Authorization Reference only has topics.
      if (phone !== null) {
        return [{ ...request("sns:Publish", phone), shownAs: THE_PHONE }, viaSns("sms-voice:SendTextMessage")];
      }
      const topic = parameters.get("TopicArn") ?? parameters.get("TargetArn") ?? "";
      return [request("sns:Publish", topic), ...keyUse("sns", TO_SEND, topic)];
    },
    "sms-voice": (call) => {
      // The number, pool or sender id: "Actions, resources, and condition keys for AWS End User Messaging SMS and Voice V2",
      // Service Authorization Reference,
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_pinpoint-sms-voice-v2.html
      // The local run has none, so a text has no resource, as a text that names none may on AWS.
      if (call.operation === "SendTextMessage") return [request("sms-voice:SendTextMessage", "*")];
      // The opt-out list, by its name or ARN.
      if (!OPT_OUT_OPERATIONS.includes(call.operation)) return undefined;
      const list = lastPart(jsonParameters(call).OptOutListName, "/");
      return [request(`sms-voice:${call.operation}`, arn("sms-voice", `opt-out-list/${list}`))];
    },
    ses: (call) => {
      // Identity and configuration set, under `ses:FromAddress`: "Actions, resources, and condition keys for Amazon SES",
      // Service Authorization Reference,
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html
      if (call.operation !== "SendRawEmail") return undefined;
      const parameters = queryParameters(call);
      const senders = rawEmailSenders(parameters.get("Source"), parameters.get("RawMessage.Data") ?? "");
      return senders.flatMap((address) => {
        const domain = lastPart(address, "@").toLowerCase();
        const set = parameters.get("ConfigurationSetName") ?? configurationSetOf(domain);
        const resources = [`identity/${domain}`, ...(set ? [`configuration-set/${set}`] : [])];
        const context = { "ses:fromaddress": address };
        return resources.map((resource) => request("ses:SendRawEmail", arn("ses", resource), context));
      });
    },
    monitoring: (call) => {
      // No resource, under `cloudwatch:namespace`: "Using condition keys to limit access to CloudWatch namespaces",
      // CloudWatch User Guide,
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html
      if (call.operation !== "PutMetricData") return undefined;
      const { Namespace } = jsonParameters(call);
      return [request("cloudwatch:PutMetricData", "*", { "cloudwatch:namespace": String(Namespace) })];
    },
    lambda: (call) => {
      // "Invoke", Lambda API Reference, https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
      const [, name] = /^\/2015-03-31\/functions\/([^/?]+)\/invocations/.exec(call.path) ?? [];
      return name ? [request("lambda:InvokeFunction", arn("lambda", `function:${lastPart(name, ":")}`))] : undefined;
    },
    // No permissions are required: "GetCallerIdentity", STS API Reference,
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    sts: (call) => (call.operation === "GetCallerIdentity" ? [] : undefined),
  };
  return { ofCall: (call) => services[call.service]?.(call), ofQueue };
}

/**
 * What the scheduler needs of a schedule's role: "Setting up Amazon EventBridge Scheduler", EventBridge Scheduler User Guide,
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html
 */
export function invocationRequest(functionArn: string): AccessRequest {
  return request("lambda:InvokeFunction", functionArn);
}

/**
 * What Lambda needs of a function's role to write its log, as in AWSLambdaBasicExecutionRole. The resource of both actions
 * is the log stream: "Actions, resources, and condition keys for Amazon CloudWatch Logs", Service Authorization
 * Reference, https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 */
export function logRequests(logGroup: string): { readonly create: AccessRequest; readonly write: AccessRequest } {
  const stream = arn("logs", `log-group:${logGroup}:log-stream:local`);
  return { create: request("logs:CreateLogStream", stream), write: request("logs:PutLogEvents", stream) };
}

/**
 * What SNS does in AWS End User Messaging on behalf of the caller. Whether AWS checks it is not proven: the SNS Developer
 * Guide requires it ("Getting started with Amazon SNS SMS access management") and AmazonSNSFullAccess grants it under this
 * condition. A role with this permission works in either case, so it is required here.
 */
function viaSns(action: string): AccessRequest {
  return request(action, "*", { "aws:calledvialast": "sns.amazonaws.com" });
}
