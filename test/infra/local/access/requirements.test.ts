import { createRequirements } from "../../../../infra/local/access/requirements";
import type { Call } from "../../../../infra/local/protocol/call";
import { aCall } from "../a-call";

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;
const WORK = arn("sqs", "work-dev");
const SECRET = arn("sqs", "secret-dev");
const EVENTS = arn("sns", "events-dev");
const SECRET_EVENTS = arn("sns", "secret-dev");
const THINGS = arn("dynamodb", "table/things-dev");
const SECRETS = arn("dynamodb", "table/secrets-dev");
const KEY = arn("kms", "key/Key");

const { ofCall } = createRequirements(
  (resource) => ([SECRET, SECRET_EVENTS, SECRETS].includes(resource) ? KEY : undefined),
  (identity) => (identity === "identified.example" ? "theirs" : undefined),
  (table) => (table === "things-dev" ? "id" : undefined),
);

const json = (service: string, operation: string, parameters: object, more: Partial<Call> = {}) =>
  aCall({ service, operation, protocol: "json", ...more }, JSON.stringify(parameters));
const query = (service: string, operation: string, parameters: Record<string, string>) =>
  aCall({ service, operation }, { Action: operation, ...parameters });
const needs = (call: Call) => ofCall(call)?.map(({ action, resource }) => `${action} on ${resource}`);
const rawEmail = (from: string) =>
  Buffer.from(`From: ${from}\r\nSubject: x\r\n\r\nFrom: x@y.example`).toString("base64");
const url = (name: string) => ({ QueueUrl: `http://127.0.0.1:4566/000000000000/${name}` });

test.each<[Call, string[]]>([
  [json("dynamodb", "UpdateItem", { TableName: "things-dev" }), [`dynamodb:UpdateItem on ${THINGS}`]],
  [json("dynamodb", "GetItem", { TableName: THINGS }), [`dynamodb:GetItem on ${THINGS}`]],
  [json("dynamodb", "Scan", { TableName: "things-dev" }), [`dynamodb:Scan on ${THINGS}`]],
  [
    json("dynamodb", "Query", { TableName: "things-dev", IndexName: "ByKind" }),
    [`dynamodb:Query on ${THINGS}/index/ByKind`],
  ],
  [
    json("dynamodb", "BatchWriteItem", { RequestItems: { "things-dev": [], "secrets-dev": [] } }),
    [`dynamodb:BatchWriteItem on ${THINGS}`, `dynamodb:BatchWriteItem on ${SECRETS}`, `kms:Decrypt on ${KEY}`],
  ],
  [
    json("dynamodb", "Query", { TableName: "secrets-dev", IndexName: "ByKind" }),
    [`dynamodb:Query on ${SECRETS}/index/ByKind`, `kms:Decrypt on ${KEY}`],
  ],
  [json("dynamodb", "DescribeTable", { TableName: "secrets-dev" }), [`dynamodb:DescribeTable on ${SECRETS}`]],
  [json("sqs", "SendMessage", url("work-dev")), [`sqs:SendMessage on ${WORK}`]],
  [json("sqs", "SendMessageBatch", url("work-dev")), [`sqs:SendMessage on ${WORK}`]],
  [json("sqs", "DeleteMessageBatch", url("secret-dev")), [`sqs:DeleteMessage on ${SECRET}`]],
  [json("sqs", "ChangeMessageVisibilityBatch", url("work-dev")), [`sqs:ChangeMessageVisibility on ${WORK}`]],
  [json("sqs", "GetQueueUrl", { QueueName: "work-dev" }), [`sqs:GetQueueUrl on ${WORK}`]],
  [
    json("sqs", "SendMessageBatch", url("secret-dev")),
    [`sqs:SendMessage on ${SECRET}`, `kms:GenerateDataKey on ${KEY}`, `kms:Decrypt on ${KEY}`],
  ],
  [json("sqs", "ReceiveMessage", url("secret-dev")), [`sqs:ReceiveMessage on ${SECRET}`, `kms:Decrypt on ${KEY}`]],
  [query("sns", "PublishBatch", { TopicArn: EVENTS }), [`sns:Publish on ${EVENTS}`]],
  [
    query("sns", "Publish", { TopicArn: SECRET_EVENTS }),
    [`sns:Publish on ${SECRET_EVENTS}`, `kms:GenerateDataKey on ${KEY}`, `kms:Decrypt on ${KEY}`],
  ],
  [
    query("sns", "Publish", { PhoneNumber: "+12065550100" }),
    ["sns:Publish on +12065550100", "sms-voice:SendTextMessage on *"],
  ],
  [
    query("sns", "CheckIfPhoneNumberIsOptedOut", { phoneNumber: "+1" }),
    ["sns:CheckIfPhoneNumberIsOptedOut on *", "sms-voice:DescribeOptedOutNumbers on *"],
  ],
  [
    json("sms-voice", "SendTextMessage", { DestinationPhoneNumber: "+12065550100" }),
    ["sms-voice:SendTextMessage on *"],
  ],
  [
    json("sms-voice", "PutOptedOutNumber", { OptOutListName: "Default", OptedOutNumber: "+12065550100" }),
    [`sms-voice:PutOptedOutNumber on ${arn("sms-voice", "opt-out-list/Default")}`],
  ],
  [
    json("sms-voice", "DeleteOptedOutNumber", { OptOutListName: arn("sms-voice", "opt-out-list/Mine") }),
    [`sms-voice:DeleteOptedOutNumber on ${arn("sms-voice", "opt-out-list/Mine")}`],
  ],
  [
    query("ses", "SendRawEmail", { "RawMessage.Data": rawEmail("Clinic <noreply@Example.com>") }),
    [`ses:SendRawEmail on ${arn("ses", "identity/example.com")}`],
  ],
  [
    query("ses", "SendRawEmail", { Source: "noreply@example.com", ConfigurationSetName: "mine" }),
    [
      `ses:SendRawEmail on ${arn("ses", "identity/example.com")}`,
      `ses:SendRawEmail on ${arn("ses", "configuration-set/mine")}`,
    ],
  ],
  [
    query("ses", "SendRawEmail", { Source: "noreply@identified.example" }),
    [
      `ses:SendRawEmail on ${arn("ses", "identity/identified.example")}`,
      `ses:SendRawEmail on ${arn("ses", "configuration-set/theirs")}`,
    ],
  ],
  [json("monitoring", "PutMetricData", { Namespace: "Mine" }), ["cloudwatch:PutMetricData on *"]],
  [
    json("lambda", "POST", {}, { path: "/2015-03-31/functions/producer-dev/invocations" }),
    [`lambda:InvokeFunction on ${arn("lambda", "function:producer-dev")}`],
  ],
  [query("sts", "GetCallerIdentity", {}), []],
])("%# a call needs the permissions that AWS checks, in their order", (call, expected) => {
  expect(needs(call)).toEqual(expected);
});

test("texts and opt-out checks use End User Messaging through SNS, on behalf of the caller", () => {
  const calls = [
    query("sns", "Publish", { PhoneNumber: "+12065550100" }),
    query("sns", "CheckIfPhoneNumberIsOptedOut", { phoneNumber: "+1" }),
  ];
  for (const call of calls) {
    const via = ofCall(call)?.filter(({ action }) => action.startsWith("sms-voice:"));
    expect(via).toMatchObject([{ context: { "aws:calledvialast": "sns.amazonaws.com" } }]);
  }
});

test("the key is used through the service that encrypts with it", () => {
  const calls = [
    json("sqs", "ReceiveMessage", url("secret-dev")),
    json("dynamodb", "GetItem", { TableName: "secrets-dev" }),
    query("sns", "Publish", { TopicArn: SECRET_EVENTS }),
  ];
  expect(calls.map((call) => ofCall(call)?.at(-1)?.context["kms:viaservice"])).toEqual([
    "sqs.us-east-1.amazonaws.com",
    "dynamodb.us-east-1.amazonaws.com",
    "sns.us-east-1.amazonaws.com",
  ]);
});

test.each([
  ["PutItem", { Item: { kind: { S: "b" }, id: { S: "a" } } }],
  ["DeleteItem", { Key: { id: { S: "a" }, kind: { S: "b" } } }],
])("the partition key that %s writes is a condition", (operation, parameters) => {
  const call = json("dynamodb", operation, { TableName: "things-dev", ...parameters });
  expect(ofCall(call)?.[0]?.context).toEqual({ "dynamodb:leadingkeys": "a" });
});

test("an email's sender and a metric's namespace are conditions", () => {
  const data = rawEmail("=?UTF-8?B?Q2xpbmlj?=\r\n <other@example.com>");
  const email = ofCall(query("ses", "SendRawEmail", { Source: "noreply@example.com", "RawMessage.Data": data }));
  expect(email?.map(({ context }) => context)).toEqual([
    { "ses:fromaddress": "noreply@example.com" },
    { "ses:fromaddress": "other@example.com" },
  ]);
  const metric = ofCall(json("monitoring", "PutMetricData", { Namespace: "Mine" }));
  expect(metric?.[0]?.context).toEqual({ "cloudwatch:namespace": "Mine" });
});

test("a phone's number is not shown", () => {
  const [request] = ofCall(query("sns", "Publish", { PhoneNumber: "+12065550100" })) ?? [];
  expect(request?.shownAs).toBe("(the phone's number)");
});

test.each([
  json("dynamodb", "TransactWriteItems", {}),
  json("sqs", "PurgeQueue", url("work-dev")),
  query("sqs", "SendMessage", {}),
  json("sms-voice", "DescribePhoneNumbers", {}),
  query("sns", "CreateTopic", {}),
  query("ses", "SendEmail", {}),
  json("monitoring", "PutDashboard", {}),
  json("secretsmanager", "GetSecretValue", {}),
])("%# an unknown call has no permissions that could be granted", (call) => {
  expect(ofCall(call)).toBeUndefined();
});
