/** The doctor where AWS does not let it look, or does not answer. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { devNull } from "node:os";
import { resourceNames } from "../../../../contracts/resource-names";
import { once as onceOnly } from "../../../../services/domain/concurrency/once";
import { functionEnvironment } from "../../../support/environment";
import { ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { withAwsServer } from "../../../support/servers/for-each-test";

const NAMES = resourceNames("test");
const REFUSAL = new AwsFailure("AccessDeniedException", 403, "not authorized to perform: some:Action");

interface Document {
  readonly fail: number;
  readonly unknown: number;
  readonly checks: readonly { readonly title: string; readonly verdict: string; readonly seen: string }[];
}

let aws: AwsServer;
withAwsServer((server) => {
  aws = server;
  Object.assign(process.env, {
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  });
  whole();
});

const SMS = "arn:aws:sms-voice:us-east-1:000000000000";
const CONFIGURATION = (name: string) => `GET /2015-03-31/functions/${name}/configuration`;

/** The functions besides the producer. */
const CONSUMERS = [
  NAMES.smsConsumer,
  NAMES.emailConsumer,
  NAMES.bookingsConsumer,
  NAMES.receiptsConsumer,
  NAMES.receiptCollector,
  NAMES.repliesConsumer,
  NAMES.digest,
];

/** What each call of the doctor is named by IAM. */
const ACTIONS: Readonly<Record<string, string>> = {
  GetSMSSandboxAccountStatus: "sns:GetSMSSandboxAccountStatus",
  GetSMSAttributes: "sns:GetSMSAttributes",
  ListSubscriptionsByTopic: "sns:ListSubscriptionsByTopic",
  DescribePhoneNumbers: "sms-voice:DescribePhoneNumbers",
  DescribeSenderIds: "sms-voice:DescribeSenderIds",
  DescribePools: "sms-voice:DescribePools",
  DescribeOptOutLists: "sms-voice:DescribeOptOutLists",
  GetResourcePolicy: "sms-voice:GetResourcePolicy",
  GetMetricData: "cloudwatch:GetMetricData",
  DescribeAlarms: "cloudwatch:DescribeAlarms",
  "GET /v2/email/account": "ses:GetAccount",
  "GET /v2/email/identities/example.com": "ses:GetEmailIdentity",
  [`GET /v2/email/configuration-sets/${NAMES.emailConfigurationSet}/event-destinations`]:
    "ses:GetConfigurationSetEventDestinations",
  DescribeSubscriptionFilters: "logs:DescribeSubscriptionFilters",
  [`GET /schedules/${NAMES.schedule}`]: "scheduler:GetSchedule",
  [`GET /schedules/${NAMES.sweepSchedule}`]: "scheduler:GetSchedule",
  [`GET /schedules/${NAMES.digestSchedule}`]: "scheduler:GetSchedule",
  GetQueueUrl: "sqs:GetQueueUrl",
  GetQueueAttributes: "sqs:GetQueueAttributes",
  [CONFIGURATION(NAMES.producer)]: "lambda:GetFunctionConfiguration",
  [CONFIGURATION(NAMES.smsConsumer)]: "lambda:GetFunctionConfiguration",
  [CONFIGURATION(NAMES.emailConsumer)]: "lambda:GetFunctionConfiguration",
  [CONFIGURATION(NAMES.bookingsConsumer)]: "lambda:GetFunctionConfiguration",
  [CONFIGURATION(NAMES.receiptsConsumer)]: "lambda:GetFunctionConfiguration",
  [CONFIGURATION(NAMES.receiptCollector)]: "lambda:GetFunctionConfiguration",
  [CONFIGURATION(NAMES.repliesConsumer)]: "lambda:GetFunctionConfiguration",
  [CONFIGURATION(NAMES.digest)]: "lambda:GetFunctionConfiguration",
  [`GET /2019-09-30/functions/${NAMES.producer}/concurrency`]: "lambda:GetFunctionConcurrency",
  "GET /2015-03-31/event-source-mappings": "lambda:ListEventSourceMappings",
  DescribeTimeToLive: "dynamodb:DescribeTimeToLive",
  DescribeContinuousBackups: "dynamodb:DescribeContinuousBackups",
  DescribeTable: "dynamodb:DescribeTable",
  Scan: "dynamodb:Scan",
  Query: "dynamodb:Query",
  GetItem: "dynamodb:GetItem",
  DescribeKey: "kms:DescribeKey",
  GetKeyRotationStatus: "kms:GetKeyRotationStatus",
  GetKeyPolicy: "kms:GetKeyPolicy",
};

/** An environment of which everything answers; what it answers matters only as far as other calls need it. */
function whole(): void {
  aws.on("GetQueueUrl", ({ parameters }) => ({ QueueUrl: `${aws.endpoint}/000000000000/${parameters.QueueName}` }));
  aws.on("DescribePhoneNumbers", () => ({
    PhoneNumbers: [{ PhoneNumberArn: `${SMS}:phone-number/one`, Status: "ACTIVE", NumberCapabilities: ["SMS"] }],
  }));
  aws.on("DescribeKey", () => ({ KeyMetadata: { KeyId: "one", Arn: "arn:aws:kms:us-east-1:1:key/one" } }));
  const FunctionArn = "arn:aws:lambda:us-east-1:000000000000:function:one";
  for (const name of [NAMES.producer, ...CONSUMERS]) {
    const Environment = { Variables: functionEnvironment(aws.endpoint) };
    aws.on(CONFIGURATION(name), () => ({ FunctionArn, State: "Active", Environment }));
  }
}

async function document(): Promise<Document> {
  const { out, err } = await ops(["doctor", "--environment", "test", "--json"]);
  expect(err).toBe("");
  return JSON.parse(out) as Document;
}

const unchecked = ({ checks }: Document) => checks.filter(({ verdict }) => verdict === "unknown");
const toldActions = (found: Document) => [
  ...new Set(unchecked(found).flatMap(({ seen }) => /AWS denied ([\w-]+:\w+)/.exec(seen)?.[1] ?? [])),
];

/** The same for each call that is denied. */
const uncheckedWhereNothingIsDenied = onceOnly(async () => unchecked(await document()).map(({ title }) => title));

/** Calls that are denied at the same time: each is of another action, and the doctor makes each without the others' answers. */
const ROUNDS = 9;
const rounds = Array.from({ length: ROUNDS }, (_, round) =>
  Object.entries(ACTIONS).filter((__, index) => index % ROUNDS === round),
);

test.each(rounds.map((denied) => [denied.map(([call]) => call).join(", "), denied] as const))(
  "denied calls are reported by their actions, and all other checks are made: %s",
  async (_, denied) => {
    const allowed = await uncheckedWhereNothingIsDenied();
    for (const [call] of denied) aws.on(call, () => REFUSAL);
    const refused = await document();
    const actions = denied.map(([, action]) => action);
    expect([...new Set(actions)]).toEqual(actions);
    expect(toldActions(refused).sort()).toEqual(actions.sort());
    const others = unchecked(refused).filter(({ seen }) => !actions.some((one) => seen.includes(`AWS denied ${one}`)));
    expect(allowed).toEqual(expect.arrayContaining(others.map(({ title }) => title)));
  },
);

test("the table names every call that the doctor makes", async () => {
  await document();
  const made = new Set(aws.calls.map(({ action }) => action));
  const others = [...made].filter((action) => !(action in ACTIONS) && !/\/concurrency$/.test(action));
  expect([others, Object.keys(ACTIONS).filter((action) => !made.has(action))]).toEqual([[], []]);
});

test("where everything is refused, every check says so, and the environment counts as out of reach", async () => {
  for (const call of [...aws.calls.map(({ action }) => action), ...Object.keys(ACTIONS)]) aws.on(call, () => REFUSAL);
  for (const name of CONSUMERS) {
    aws.on(`GET /2019-09-30/functions/${name}/concurrency`, () => REFUSAL);
  }
  const { status, out } = await ops(["doctor", "--environment", "test", "--json"]);
  const found = JSON.parse(out) as Document;
  expect(status).toBe(3);
  expect(unchecked(found)).toHaveLength(found.checks.length);
  const text = await ops(["doctor", "--environment", "test"]);
  expect(text.out).toContain("Nothing in test could be checked.");
});

test("the error of a service is reported by its name, never by its message", async () => {
  aws.on("GetSMSAttributes", () => new AwsFailure("KMSOptInRequired", 403, "ana@example.com"));
  const { out } = await ops(["doctor", "--environment", "test"]);
  expect(out).toContain("Unexpected error: KMSOptInRequired (sns:GetSMSAttributes)");
  expect(out).not.toContain("ana@example.com");
});

test("an environment that is not there ends it with a sentence", async () => {
  for (const name of Object.keys(ACTIONS)) aws.on(name, () => new AwsFailure("ResourceNotFoundException", 404));
  aws.on("GetQueueUrl", () => new AwsFailure("QueueDoesNotExist", 400));
  const { status, out, err } = await ops(["doctor", "--environment", "test"]);
  expect([status, out]).toEqual([3, ""]);
  expect(err).toMatch(/^ops: Environment "test" does not exist in this account and region, or is incomplete\.\n/);
});

test("a part that is gone fails, and does not make the environment one that is not there", async () => {
  aws.on(CONFIGURATION(NAMES.emailConsumer), () => new AwsFailure("ResourceNotFoundException", 404));
  const { status, out } = await ops(["doctor", "--environment", "test", "--json"]);
  const checks = (JSON.parse(out) as Document).checks;
  const seen = (title: string) => checks.find((check) => check.title === title)?.seen;
  expect(status).toBe(1);
  expect(seen("Email consumer")).toBe(`function ${NAMES.emailConsumer} does not exist`);
  expect(seen("Sender domain")).toBe(`not checked: the function ${NAMES.emailConsumer} does not exist`);
});

describe("Where nothing answers, it ends with one sentence and 3", () => {
  const ends = async (sentence: string) => {
    const { status, out, err } = await ops(["doctor", "--environment", "test"]);
    expect([status, out, err.split("\n")[0]]).toEqual([3, "", `ops: ${sentence}.`]);
  };

  test("no credentials", async () => {
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"]) delete process.env[name];
    await ends("No AWS credentials were found");
  });

  test("no region", async () => {
    for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION"]) delete process.env[name];
    await ends("No AWS region is set");
  });

  test("credentials that have expired", async () => {
    for (const name of Object.keys(ACTIONS)) aws.on(name, () => new AwsFailure("ExpiredTokenException", 403));
    await ends("The AWS credentials have expired");
  });

  test("no connection to the endpoint", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.close();
    await once(server, "close");
    process.env.AWS_ENDPOINT_URL = endpoint;
    await ends(`Cannot connect to ${endpoint}`);
  });
});

test("an environment's name that cannot be one is misuse", async () => {
  expect((await ops(["doctor", "--environment", "No such"])).status).toBe(2);
  expect(aws.calls).toEqual([]);
});
