/** The doctor before answers as AWS gives them. */

import { ENV } from "../../../../contracts/environment";
import { METRICS } from "../../../../contracts/metrics";
import { resourceNames } from "../../../../contracts/resource-names";
import { APPOINTMENTS_TABLE } from "../../../../contracts/tables/appointments-table";
import { alarmNames } from "../../../../services/ops/doctor/facts/deployed-names";
import { STATEMENTS } from "../../../support/data/doctor-facts";
import { functionEnvironment } from "../../../support/environment";
import { ops } from "../../../support/ops";
import { type AwsCall, AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { withAwsServer } from "../../../support/servers/for-each-test";

const NAMES = resourceNames("test");
const ACCOUNT = "123456789012";
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
const CONSUMERS = [NAMES.smsConsumer, NAMES.emailConsumer, NAMES.bookingsConsumer, NAMES.receiptsConsumer];
const FUNCTIONS = [NAMES.producer, ...CONSUMERS, NAMES.receiptCollector, NAMES.repliesConsumer, NAMES.digest];

let aws: AwsServer;
withAwsServer((server) => {
  aws = server;
  answerWhole();
});

/** Maps of the query protocol, which the server does not write by itself. */
const entries = (map: Readonly<Record<string, string>>) =>
  Object.entries(map)
    .map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`)
    .join("");

function answerWhole(): void {
  const role = { DeliveryStatusIAMRole: `arn:aws:iam::${ACCOUNT}:role/logs`, DeliveryStatusSuccessSamplingRate: "100" };
  const limits = { MonthlySpendLimit: "500", ...role };
  aws.on("GetSMSSandboxAccountStatus", () => ({ IsInSandbox: false }));
  aws.on("GetSMSAttributes", () => ({ attributes: entries(limits) }));
  answerNumbers();
  answerReceipts();
  aws.on("GET /v2/email/account", () => ({
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    EnforcementStatus: "HEALTHY",
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 120 },
  }));
  aws.on("GET /v2/email/identities/example.com", () => ({
    VerifiedForSendingStatus: true,
    DkimAttributes: { SigningEnabled: true, Status: "SUCCESS" },
  }));
  aws.on(`GET /schedules/${NAMES.schedule}`, () => ({
    State: "ENABLED",
    ScheduleExpression: "cron(0 9 * * ? *)",
    ScheduleExpressionTimezone: "America/New_York",
  }));
  aws.on(`GET /schedules/${NAMES.sweepSchedule}`, () => ({
    State: "ENABLED",
    ScheduleExpression: "cron(0/15 * * * ? *)",
    ScheduleExpressionTimezone: "Etc/UTC",
  }));
  aws.on(`GET /schedules/${NAMES.digestSchedule}`, () => ({
    State: "ENABLED",
    ScheduleExpression: "cron(0 7 * * ? *)",
    ScheduleExpressionTimezone: "America/New_York",
  }));
  answerQueues({});
  for (const name of FUNCTIONS) {
    const Environment = { Variables: { ...functionEnvironment(aws.endpoint), [ENV.smsWording]: "no-reply" } };
    const FunctionArn = arn("lambda", `function:${name}`);
    aws.on(`GET /2015-03-31/functions/${name}/configuration`, () => ({ FunctionArn, State: "Active", Environment }));
  }
  aws.on("GET /2015-03-31/event-source-mappings", () => ({ EventSourceMappings: [{ UUID: "one", State: "Enabled" }] }));
  aws.on("DescribeTimeToLive", () => ({
    TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "ttl" },
  }));
  aws.on("DescribeContinuousBackups", () => ({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: "ENABLED",
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED" },
    },
  }));
  aws.on("DescribeTable", () => ({ Table: { DeletionProtectionEnabled: true } }));
  aws.on("ListSubscriptionsByTopic", ({ parameters }) => ({
    Subscriptions: [{ SubscriptionArn: `${parameters.TopicArn}:one` }, { SubscriptionArn: "PendingConfirmation" }],
  }));
  aws.on("DescribeAlarms", () => ({
    MetricAlarms: alarmNames(NAMES).map((AlarmName) => ({
      AlarmName,
      StateValue: "OK",
      ActionsEnabled: true,
      AlarmActions: [arn("sns", NAMES.alarmTopic)],
      Threshold: 400,
    })),
  }));
  aws.on("DescribeKey", () => ({ KeyMetadata: { KeyId: "one", Arn: arn("kms", "key/one"), KeyState: "Enabled" } }));
  aws.on("GetKeyRotationStatus", () => ({ KeyRotationEnabled: true }));
  aws.on("GetKeyPolicy", () => ({ Policy: JSON.stringify({ Statement: Object.values(STATEMENTS) }) }));
  const now = Date.now() / 1_000;
  const sweeps: Points = [[now - 900, 1]];
  answerMetrics({
    [METRICS.dailyRuns]: [[now - 3_600, 1]],
    [METRICS.sweepRuns]: sweeps,
    [METRICS.successful]: [[now - 7_200, 12]],
    [METRICS.delivered]: [
      [now - 7_200, 4],
      [now - 3_600, 5],
    ],
    [METRICS.undeliveredTexts]: [[now - 3_600, 1]],
    SMSMonthToDateSpentUSD: [[now, 12.5]],
    TextMessageMonthlySpend: [[now, 13.5]],
  });
}

const TO_TOPIC = { TopicArn: arn("sns", NAMES.receiptsTopic) };

/** SNS's logs on two pages of filters, and the events of emails; those of texts if End User Messaging is the carrier. */
function answerReceipts(): void {
  const filter = (name: string) => ({ destinationArn: arn("lambda", `function:${name}`) });
  aws.on("DescribeSubscriptionFilters", ({ parameters: { nextToken } }) =>
    nextToken
      ? { subscriptionFilters: [filter(NAMES.receiptCollector)] }
      : { subscriptionFilters: [filter("another")], nextToken: "more" },
  );
  aws.on(`GET /v2/email/configuration-sets/${NAMES.emailConfigurationSet}/event-destinations`, () => ({
    EventDestinations: [
      { Name: "outcomes", Enabled: true, MatchingEventTypes: ["DELIVERY", "BOUNCE"], SnsDestination: TO_TOPIC },
    ],
  }));
  aws.on("DescribeConfigurationSets", ({ parameters }) => ({
    ConfigurationSets: (parameters.ConfigurationSetNames as string[]).map((ConfigurationSetName) => ({
      ConfigurationSetName,
      EventDestinations: [
        {
          EventDestinationName: "outcomes",
          Enabled: true,
          MatchingEventTypes: ["TEXT_DELIVERED", "TEXT_UNREACHABLE"],
          SnsDestination: TO_TOPIC,
        },
      ],
    })),
  }));
  aws.on("DescribeAccountAttributes", () => ({ AccountAttributes: [{ Name: "ACCOUNT_TIER", Value: "PRODUCTION" }] }));
  aws.on("DescribeSpendLimits", () => ({
    SpendLimits: [
      { Name: "VOICE_MESSAGE_MONTHLY_SPEND_LIMIT", EnforcedLimit: 1, MaxLimit: 1, Overridden: false },
      { Name: "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT", EnforcedLimit: 450, MaxLimit: 500, Overridden: true },
    ],
  }));
}

/** Two pages of numbers, a sender id, a pool and an opt-out list, each of which allows SNS. */
function answerNumbers(): void {
  const made = Date.UTC(2026, 0, 1) / 1_000;
  const inbound = { TwoWayEnabled: true, TwoWayChannelArn: arn("sns", NAMES.repliesTopic), OptOutListName: "Default" };
  const number = { ...inbound, Status: "ACTIVE", NumberCapabilities: ["SMS", "VOICE"], CreatedTimestamp: made };
  const voice = { ...number, PhoneNumberArn: arn("sms-voice", "phone-number/voice"), NumberCapabilities: ["VOICE"] };
  aws.on("DescribePhoneNumbers", ({ parameters }) =>
    parameters.NextToken === "more"
      ? { PhoneNumbers: [{ ...number, PhoneNumberArn: arn("sms-voice", "phone-number/two") }] }
      : {
          PhoneNumbers: [voice, { ...number, PhoneNumberArn: arn("sms-voice", "phone-number/one") }],
          NextToken: "more",
        },
  );
  aws.on("DescribeSenderIds", () => ({ SenderIds: [{ SenderIdArn: arn("sms-voice", "sender-id/CLINIC/GB") }] }));
  aws.on("DescribePools", () => ({
    Pools: [{ ...inbound, PoolArn: arn("sms-voice", "pool/one"), Status: "ACTIVE", CreatedTimestamp: made }],
  }));
  aws.on("DescribeOptOutLists", () => ({
    OptOutLists: [{ OptOutListArn: arn("sms-voice", "opt-out-list/Default"), CreatedTimestamp: made }],
  }));
  aws.on("GetResourcePolicy", ({ parameters: { ResourceArn } }) => {
    const Action = ["sms-voice:SendTextMessage", "sms-voice:DescribeOptedOutNumbers"];
    const Condition = { StringEquals: { "aws:SourceAccount": ACCOUNT } };
    const statement = { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action, Condition };
    return { ResourceArn, Policy: JSON.stringify({ Statement: [{ ...statement, Resource: ResourceArn }] }) };
  });
}

function answerQueues(visible: Readonly<Record<string, number>>): void {
  aws.on("GetQueueUrl", ({ parameters }) => ({ QueueUrl: `${aws.endpoint}/${ACCOUNT}/${parameters.QueueName}` }));
  aws.on("GetQueueAttributes", ({ parameters }) => ({
    Attributes: {
      ApproximateNumberOfMessages: String(visible[String(parameters.QueueUrl).split("/").at(-1) ?? ""] ?? 0),
      ApproximateNumberOfMessagesNotVisible: "0",
      ApproximateNumberOfMessagesDelayed: "0",
    },
  }));
}

type Points = readonly (readonly [seconds: number, value: number])[];

/** @param points by metric */
function answerMetrics(points: Readonly<Record<string, Points>>): void {
  aws.on("GetMetricData", ({ parameters }: AwsCall) => {
    const queries = parameters.MetricDataQueries as { Id: string; MetricStat: { Metric: { MetricName: string } } }[];
    const MetricDataResults = queries.map(({ Id, MetricStat }) => {
      const found = points[MetricStat.Metric.MetricName] ?? [];
      return { Id, Timestamps: found.map(([at]) => at), Values: found.map(([, value]) => value) };
    });
    return { MetricDataResults };
  });
}

test("in a complete environment every check is ok", async () => {
  const { status, out, err } = await ops(["doctor", "--environment", "test"]);
  expect([status, err]).toEqual([0, ""]);
  expect(out.split("\n").filter((line) => /^ {2}(?!ok )/.test(line))).toEqual([]);
  expect(out).toContain("USD 12.50 of USD 500.00");
  expect(out).toContain("1 confirmed subscriber, 1 not yet confirmed");
  expect(out).toMatch(/\ntest can remind patients, .+ 85 ok, 0 warnings, 0 failed, 0 not checked\.\n$/);
});

test("receipts are found in the settings of the carriers and in the metrics of the last day", async () => {
  const { out } = await ops(["doctor", "--environment", "test"]);
  const [, receipts = ""] = /\nReceipts\n(.+?)\n\n/s.exec(out) ?? [];
  expect(receipts.split("\n").map((line) => line.trim().replaceAll(/ {2,}/g, " | "))).toEqual([
    "ok | Receipts of texts | on: SNS logs what became of each text",
    "ok | Delivered texts logged | all",
    `ok | Log of delivered texts | passed to ${NAMES.receiptCollector}`,
    `ok | Log of failed texts | passed to ${NAMES.receiptCollector}`,
    `ok | Events of emails | published to ${NAMES.receiptsTopic}`,
    "ok | Receipts of the last day | 9 delivered, 1 text undelivered, of 12 texts and 0 emails accepted",
  ]);
  const groups = aws.of("DescribeSubscriptionFilters").map(({ parameters }) => parameters.logGroupName);
  const group = `sns/us-east-1/${ACCOUNT}/DirectPublishToPhoneNumber`;
  expect([...new Set(groups)].sort()).toEqual([group, `${group}/Failure`]);
});

/** The SMS consumer sends by End User Messaging. */
function answerEndUserMessaging(): void {
  const carrier = {
    [ENV.smsCarrier]: "end-user-messaging",
    [ENV.textReceipts]: "context",
    [ENV.smsConfigurationSet]: NAMES.smsConfigurationSet,
    [ENV.smsTextsPerSecond]: "1",
    [ENV.smsWording]: "no-reply",
  };
  const Environment = { Variables: { ...functionEnvironment(aws.endpoint), ...carrier } };
  const FunctionArn = arn("lambda", `function:${NAMES.smsConsumer}`);
  const path = `GET /2015-03-31/functions/${NAMES.smsConsumer}/configuration`;
  aws.on(path, () => ({ FunctionArn, State: "Active", Environment }));
}

test.each([
  ["PRODUCTION", "ok", "the account has left the sandbox"],
  ["SANDBOX", "FAIL", "the account is in the sandbox: only verified phones receive texts"],
  ["ANOTHER", "?", "not checked: the account's tier is not known"],
])("an account of End User Messaging with the tier %s is %s", async (Value, verdict, seen) => {
  answerEndUserMessaging();
  aws.on("DescribeAccountAttributes", () => ({ AccountAttributes: [{ Name: "ACCOUNT_TIER", Value }] }));
  const { out } = await ops(["doctor", "--environment", "test"]);
  const [, line = ""] = /^ {2}(.+SMS sandbox.+)$/m.exec(out) ?? [];
  expect(line.replaceAll(/ {2,}/g, " | ")).toBe(`${verdict} | SMS sandbox | ${seen}`);
});

test("with End User Messaging, its own account, configuration set and spending are examined, and no policies for SNS", async () => {
  answerEndUserMessaging();
  aws.on("GetResourcePolicy", () => new AwsFailure("ResourceNotFoundException", 400));
  const { status, out } = await ops(["doctor", "--environment", "test"]);
  expect(status).toBe(0);
  expect(out.split("\n").filter((line) => /^ {2}(?!ok )/.test(line))).toEqual([]);
  expect(out).toContain("USD 13.50 of USD 450.00");
  expect(out).toMatch(/ok {4}Quota of texts +1 a second, the quota of a new account\n/);
  expect(out).toMatch(/ok {4}Receipts of texts +on: End User Messaging reports each text\n/);
  expect(out).toMatch(new RegExp(`ok {4}Events of texts +published to ${NAMES.receiptsTopic}\n`));
  expect(aws.of("DescribeConfigurationSets").map(({ parameters }) => parameters.ConfigurationSetNames)).toEqual([
    [NAMES.smsConfigurationSet],
  ]);
  expect([aws.of("GetSMSAttributes"), aws.of("DescribeSubscriptionFilters")]).toEqual([[], []]);
});

test("it asks of this environment, and only reads", async () => {
  await ops(["doctor", "--environment", "test"]);
  expect(aws.of("ListSubscriptionsByTopic").map(({ parameters }) => parameters.TopicArn)).toEqual([
    arn("sns", NAMES.alarmTopic),
  ]);
  expect(aws.of("GetKeyPolicy").map(({ parameters }) => parameters.KeyId)).toEqual([arn("kms", "key/one")]);
  const mapped = aws.of("GET /2015-03-31/event-source-mappings").map(({ parameters }) => parameters.FunctionName);
  expect(mapped.sort()).toEqual([...FUNCTIONS].sort());
  // One page, of the index that holds only what is due.
  expect(aws.of("Scan").map(({ parameters }) => parameters)).toEqual([
    { TableName: NAMES.appointmentsTable, IndexName: APPOINTMENTS_TABLE.dueIndex, Limit: 1_000 },
  ]);
  const actions = aws.calls.map(({ action }) => action);
  expect(actions.filter((action) => !/^(?:GET |Get|List|Describe|Scan$|Query$)/.test(action))).toEqual([]);
});

test("every number, sender id, pool and opt-out list that can text is looked at, on whichever page it is", async () => {
  const { out } = await ops(["doctor", "--environment", "test"]);
  expect(out).toContain("4 of 4 can send texts: phone-number/one, phone-number/two, sender-id/CLINIC/GB, pool/one");
  const asked = aws.of("GetResourcePolicy").map(({ parameters }) => parameters.ResourceArn);
  const names = ["phone-number/one", "phone-number/two", "sender-id/CLINIC/GB", "pool/one", "opt-out-list/Default"];
  expect(asked.sort()).toEqual(names.map((name) => arn("sms-voice", name)).sort());
});

test("a number without a policy fails, since Publish reports no error for it", async () => {
  aws.on("GetResourcePolicy", () => new AwsFailure("ResourceNotFoundException", 400));
  const { status, out } = await ops(["doctor", "--environment", "test"]);
  expect(status).toBe(1);
  expect(out).toMatch(/FAIL {2}Identity policies +no permission for SNS on .+: SNS accepts texts and delivers none\n/);
  expect(out).toMatch(/warn {2}Opt-out list policy +no permission for SNS on opt-out-list\/Default/);
});

test("the last run is the newest, the oldest message's age the last that was measured", async () => {
  const now = Math.floor(Date.now() / 1_000);
  answerQueues({ [NAMES.appointmentsQueue]: 3 });
  answerMetrics({
    [METRICS.dailyRuns]: [
      [now - 200_000, 1],
      [now - 100_000, 1],
      [now - 60, 0],
    ],
    ApproximateAgeOfOldestMessage: [
      [now - 120, 7_200],
      [now - 60, 60],
    ],
  });
  const { status, out } = await ops(["doctor", "--environment", "test"]);
  expect(status).toBe(0);
  expect(out).toMatch(/warn {2}Last daily run .+, 1 d 3 h ago: a run is missing\n/);
  expect(out).toMatch(/ok {4}Appointments queue +3 messages \(3 visible\), the oldest waiting for 1 min\n/);
});

test("spending in another month does not count", async () => {
  const at = new Date();
  const lastMonth = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1) / 1_000 - 86_400;
  answerMetrics({ SMSMonthToDateSpentUSD: [[lastMonth, 499]] });
  const { out } = await ops(["doctor", "--environment", "test"]);
  expect(out).toMatch(/ok {4}Spent this month +no data/);
});

test("as JSON it is one document with every check", async () => {
  answerQueues({ [NAMES.deadLetterQueue]: 1 });
  const { out } = await ops(["doctor", "--environment", "test", "--json"]);
  const { checks, ...rest } = JSON.parse(out);
  expect(rest).toEqual({ environment: "test", at: expect.any(String), ok: 84, warn: 1, fail: 0, unknown: 0 });
  expect(checks).toHaveLength(85);
  expect(checks).toContainEqual({
    group: "Queues",
    title: "Dead-letter queue",
    verdict: "warn",
    seen: "1 message (1 visible), age not yet measured",
    remedy: "npm run ops -- dlq list --environment test",
  });
});
