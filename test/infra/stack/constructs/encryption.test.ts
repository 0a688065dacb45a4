import { OTHERS } from "../other-settings";
import { type Properties, SynthesizedStack } from "../synthesized-stack";

const stack = new SynthesizedStack();
const [key] = stack.ofType("AWS::KMS::Key").map(({ Properties }) => Properties);
const KEY = "DataKey2A0DE9E6.Arn";
const ACCOUNT = "{aws:SourceAccount: AWS::AccountId}";

/** The key's policy, one line per statement. */
function admissions(of: SynthesizedStack): string[] {
  const [
    {
      Properties: { KeyPolicy },
    } = { Properties: {} as Properties },
  ] = of.ofType("AWS::KMS::Key");
  return KeyPolicy.Statement.map(({ Effect, Principal, Action, Condition }: Properties) => {
    const condition = Condition ? ` if ${of.read(Condition)}` : "";
    return `${Effect} ${of.read(Principal)} ${[Action].flat().join(" ")}${condition}`;
  });
}

/** The encryption key of each resource of a type. */
const keysOf = (type: string, keyOf: (properties: Properties) => unknown) =>
  stack.ofType(type).map(({ Properties }) => keyOf(Properties) && stack.read(keyOf(Properties)));

test.each([
  ["queue", "AWS::SQS::Queue", 11, ({ KmsMasterKeyId }: Properties) => KmsMasterKeyId],
  ["topic", "AWS::SNS::Topic", 4, ({ KmsMasterKeyId }: Properties) => KmsMasterKeyId],
  ["secret", "AWS::SecretsManager::Secret", 1, ({ KmsKeyId }: Properties) => KmsKeyId],
  ["table", "AWS::DynamoDB::Table", 6, ({ SSESpecification }: Properties) => SSESpecification.KMSMasterKeyId],
  ["log group", "AWS::Logs::LogGroup", 8, ({ KmsKeyId }: Properties) => KmsKeyId],
] as const)("every %s is encrypted with the environment's key", (_, type, count, keyOf) => {
  expect(keysOf(type, keyOf)).toEqual(Array(count).fill(KEY));
});

test("there is one key, and it is rotated", () => {
  expect(stack.ofType("AWS::KMS::Key")).toHaveLength(1);
  expect(key?.EnableKeyRotation).toBe(true);
});

test("the key has an alias with its environment", () => {
  const { TargetKeyId } = stack.named("AWS::KMS::Alias", "alias/healthcare-appointments-dev");
  expect(stack.read(TargetKeyId)).toBe(KEY);
});

test("the key allows this account's roles through IAM, and services that use it without a role, and nobody else", () => {
  const group = (name: string) => `arn:AWS::Partition:logs:AWS::Region:AWS::AccountId:log-group:${name}`;
  const texts = "sns/AWS::Region/AWS::AccountId/DirectPublishToPhoneNumber";
  const groups = [
    ...["producer", "processor", "email"].map((name) => group(`/aws/lambda/appointment-notification-${name}-dev`)),
    group("/aws/lambda/appointment-bookings-dev"),
    group("/aws/lambda/appointment-notification-receipts-dev"),
    group("/aws/lambda/sms-receipt-collector-dev"),
    group("/aws/lambda/appointment-replies-dev"),
    group("/aws/lambda/daily-digest-dev"),
    ...[texts, `${texts}/Failure`].map(group),
  ];
  const logs = "kms:Decrypt* kms:Describe* kms:Encrypt* kms:GenerateDataKey* kms:ReEncrypt*";
  const topics = ["appointment-notifications", "delivery-events", "sms-replies"].map(
    (name) => `arn:AWS::Partition:sns:AWS::Region:AWS::AccountId:healthcare-${name}-dev`,
  );
  expect(admissions(stack)).toEqual([
    "Allow {AWS: arn:AWS::Partition:iam::AWS::AccountId:root} kms:*",
    `Allow {Service: logs.AWS::Region.AWS::URLSuffix} ${logs}` +
      ` if {ArnEquals: {kms:EncryptionContext:aws:logs:arn: ${groups.join(", ")}}}`,
    "Allow {Service: cloudwatch.amazonaws.com} kms:Decrypt kms:GenerateDataKey" +
      ` if {StringEquals: ${ACCOUNT}; ArnLike: {aws:SourceArn: arn:AWS::Partition:cloudwatch:AWS::Region:AWS::AccountId:alarm:*}}`,
    "Allow {Service: sns.amazonaws.com} kms:Decrypt kms:GenerateDataKey" +
      ` if {StringEquals: ${ACCOUNT}; ArnEquals: {aws:SourceArn: ${topics.join(", ")}}}`,
    "Allow {Service: ses.amazonaws.com, sms-voice.amazonaws.com} kms:Decrypt kms:GenerateDataKey" +
      ` if {StringEqualsIfExists: ${ACCOUNT}}`,
  ]);
});

test("CloudWatch Logs may use the key for every log group that is encrypted with it", () => {
  const groups = stack.ofType("AWS::Logs::LogGroup").map(({ Properties }) => Properties.LogGroupName);
  const [admitted = ""] = admissions(stack).filter((line) => line.includes("Service: logs."));
  for (const group of groups) expect(admitted).toContain(`:log-group:${group}`);
});

test("the secret that hashes phone numbers is generated, and reaches the two functions that hash them, but no template", () => {
  const secret = stack.named("AWS::SecretsManager::Secret", "healthcare-phone-digest-dev");
  expect(secret.GenerateSecretString).toEqual({ PasswordLength: 64, ExcludePunctuation: true });
  const functions = stack.ofType("AWS::Lambda::Function").map(({ Properties }) => Properties);
  const given = functions
    .map(({ FunctionName, Environment }) => [FunctionName, Environment.Variables.PHONE_DIGEST_KEY])
    .filter(([, value]) => value !== undefined);
  const reference = "{{resolve:secretsmanager:healthcare-phone-digest-dev:SecretString:::}}";
  expect(given.map(([name, value]) => [name, stack.read(value)]).sort()).toEqual([
    ["appointment-notification-processor-dev", reference],
    ["appointment-replies-dev", reference],
  ]);
});

test("the topic of answers admits the numbers of this account, and nobody else", () => {
  const policies = stack.ofType("AWS::SNS::TopicPolicy").map(({ Properties }) => Properties);
  const policy = policies.find(({ Topics }) => stack.read(Topics[0]) === "healthcare-sms-replies-dev");
  const statements: Properties[] = policy?.PolicyDocument.Statement;
  const allowed = statements.filter(({ Effect }) => Effect === "Allow");
  expect(allowed.map(({ Principal, Action, Condition }) => [Principal, Action, stack.read(Condition)])).toEqual([
    [{ Service: "sms-voice.amazonaws.com" }, "sns:Publish", `{StringEquals: ${ACCOUNT}}`],
  ]);
});

test("what patients answer reaches the queue as it was published", () => {
  const ofTopic = (name: string) =>
    stack
      .ofType("AWS::SNS::Subscription")
      .map(({ Properties }) => Properties)
      .filter(({ TopicArn }) => stack.read(TopicArn) === name)
      .map(({ Protocol, Endpoint, RawMessageDelivery }) => [Protocol, stack.read(Endpoint), RawMessageDelivery]);
  expect(ofTopic("healthcare-sms-replies-dev")).toEqual([["sqs", "healthcare-replies-dev.Arn", true]]);
});

describe("Senders in other accounts", () => {
  const shared = new SynthesizedStack(OTHERS);
  const isAllowedToAccounts = ({ Effect, Principal }: Properties) => Effect === "Allow" && Principal.AWS !== undefined;
  const SENDERS = "{AWS: arn:aws:iam::210987654321:role/booking, arn:AWS::Partition:iam::123456789012:root}";

  test("may send to the appointments queue and the bookings queue, and nothing else", () => {
    const policies = shared.ofType("AWS::SQS::QueuePolicy").map(({ Properties }) => Properties);
    const allowed = policies.flatMap(({ PolicyDocument, Queues }) =>
      PolicyDocument.Statement.filter(isAllowedToAccounts).map((statement: Properties) => [
        Queues.map((queue: unknown) => shared.read(queue)),
        shared.read(statement.Principal),
        statement.Action,
      ]),
    );
    expect(allowed).toEqual([
      [["healthcare-appointments-dev"], SENDERS, "sqs:SendMessage"],
      [["healthcare-bookings-dev"], SENDERS, "sqs:SendMessage"],
    ]);
  });

  test("may use the key for sending, only through SQS", () => {
    expect(admissions(shared).filter((line) => !admissions(stack).includes(line))).toEqual([
      `Allow ${SENDERS} kms:Decrypt kms:GenerateDataKey if {StringEquals: {kms:ViaService: sqs.AWS::Region.AWS::URLSuffix}}`,
    ]);
  });

  test("are only allowed by a setting", () => {
    const policies = stack.ofType("AWS::SQS::QueuePolicy").map(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(policies.flat().filter(isAllowedToAccounts)).toEqual([]);
  });
});

describe("Nothing is public:", () => {
  const documents = [
    ...["AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"].flatMap((type) => stack.ofType(type)),
    ...stack.ofType("AWS::DynamoDB::Table").map(({ Properties }) => Properties.ResourcePolicy),
    ...stack.ofType("AWS::KMS::Key").map(({ Properties }) => Properties.KeyPolicy),
  ].map((found) => found.Properties?.PolicyDocument ?? found.PolicyDocument ?? found);
  const statements = documents.flatMap(({ Statement }) => Statement as Properties[]);

  test("no policy allows everybody anything", () => {
    expect(statements.length).toBeGreaterThan(8);
    const allowed = statements.filter(({ Effect }) => Effect === "Allow");
    expect(allowed.filter(({ Principal }) => stack.read(Principal).includes("*"))).toEqual([]);
  });

  const refusal = (policy: Properties) =>
    policy.Statement.filter(({ Effect }: Properties) => Effect === "Deny").map((statement: Properties) => ({
      who: stack.read(statement.Principal?.AWS ?? statement.Principal),
      what: statement.Action,
      where: [statement.Resource].flat().map((resource: unknown) => stack.read(resource)),
      condition: statement.Condition && stack.read(statement.Condition),
    }));
  const withoutTls = (what: string, where: string[]) => [
    { who: "*", what, where, condition: "{Bool: {aws:SecureTransport: false}}" },
  ];

  test.each([
    ["AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "Queues", "QueueName", "sqs:*"],
    ["AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "Topics", "TopicName", "sns:Publish"],
  ])("every %s refuses whoever calls without TLS", (type, policyType, listOfNames, nameProperty, action) => {
    for (const { Properties } of stack.ofType(type)) {
      const name = Properties[nameProperty];
      const policies = stack
        .ofType(policyType)
        .filter((policy) => policy.Properties[listOfNames].some((one: unknown) => stack.read(one) === name));
      expect(policies).toHaveLength(1);
      const where = type === "AWS::SQS::Queue" ? `${name}.Arn` : name;
      expect(refusal(policies[0]?.Properties.PolicyDocument)).toEqual(withoutTls(action, [where]));
    }
  });

  test("every table and its indexes refuse calls without TLS", () => {
    for (const { Properties } of stack.ofType("AWS::DynamoDB::Table")) {
      const table = `arn:AWS::Partition:dynamodb:AWS::Region:AWS::AccountId:table/${Properties.TableName}`;
      const where = [table, `${table}/index/*`];
      expect(refusal(Properties.ResourcePolicy.PolicyDocument)).toEqual(
        expect.arrayContaining(withoutTls("dynamodb:*", where)),
      );
    }
  });

  test("no table has a stream", () => {
    const tables = stack.ofType("AWS::DynamoDB::Table");
    expect(tables).toHaveLength(6);
    expect(tables.filter(({ Properties }) => Properties.StreamSpecification !== undefined)).toEqual([]);
  });

  test("no function has a URL", () => {
    expect(stack.ofType("AWS::Lambda::Url")).toEqual([]);
    expect(stack.ofType("AWS::Lambda::Permission")).toEqual([]);
  });
});
