import { buildStack } from "./build-stack";
import { OTHERS } from "./other-settings";
import { nameOf, type Properties, SynthesizedStack } from "./synthesized-stack";

const stack = new SynthesizedStack();
const { Outputs } = stack.template;

/** Every physical name in a template. */
function namesIn({ resources, template }: SynthesizedStack): string[] {
  const deployed = Object.values(resources).map(nameOf);
  const roles = Object.values(resources).map(({ Properties }) => Properties?.RoleName);
  const identities = Object.values(resources).map(({ Properties }) => Properties?.EmailIdentity);
  const exported = Object.values<Properties>(template.Outputs).map(({ Export }) => Export?.Name);
  return [...deployed, ...roles, ...identities, ...exported].filter((name) => name !== undefined);
}

test("the outcome topic keeps the name and display name of the original", () => {
  const { DisplayName } = stack.named("AWS::SNS::Topic", "healthcare-appointment-notifications-dev");
  expect(DisplayName).toBe("AppointmentNotifications");
});

test("every topic refuses messages sent without TLS", () => {
  const statements = stack
    .ofType("AWS::SNS::TopicPolicy")
    .map(({ Properties }) =>
      Properties.PolicyDocument.Statement.find(({ Effect }: { Effect: string }) => Effect === "Deny"),
    );
  expect(statements.map(({ Condition }) => Condition)).toEqual(
    Array(4).fill({ Bool: { "aws:SecureTransport": "false" } }),
  );
});

test.each([
  ["NotificationTopicArn", "healthcare-appointment-notifications-dev"],
  ["NotificationProcessorArn", "appointment-notification-processor-dev.Arn"],
  ["NotificationLogTableName", "notification-delivery-logs-dev"],
])("%s is exported for other stacks, under its name and the environment's", (name, value) => {
  expect(stack.read(Outputs[name].Value)).toBe(value);
  expect(Outputs[name].Export.Name).toBe(`${name}-dev`);
});

test.each([
  ["AppointmentsQueueUrl", "healthcare-appointments-dev"],
  ["AppointmentsQueueArn", "healthcare-appointments-dev.Arn"],
  ["EncryptionKeyArn", "DataKey2A0DE9E6.Arn"],
  ["DailyRunDeadLetterQueueUrl", "daily-notification-dlq-dev"],
  ["ReceiptsDeadLetterQueueUrl", "healthcare-delivery-receipts-dlq-dev"],
  ["RepliesTopicArn", "healthcare-sms-replies-dev"],
  ["RepliesTableName", "sms-replies-dev"],
  ["RepliesDeadLetterQueueUrl", "healthcare-replies-dlq-dev"],
  ["CollectorDeadLetterQueueUrl", "sms-receipt-collector-dlq-dev"],
  ["DeadLetterQueueUrl", "healthcare-appointments-dlq-dev"],
  ["AppointmentsTableName", "healthcare-appointments-dev"],
  ["ProducerFunctionName", "appointment-notification-producer-dev"],
  ["AlarmTopicArn", "healthcare-appointment-alarms-dev"],
])("%s is an output", (name, value) => {
  expect(stack.read(Outputs[name].Value)).toBe(value);
});

test.each([
  ["the tags of its environment and application", {}],
  ["those of the platform too", OTHERS.tags],
])("every taggable resource has %s", (_title, given) => {
  const tagged = given === OTHERS.tags ? new SynthesizedStack(OTHERS) : stack;
  const untaggable = [
    ...["AWS::IAM::Policy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy", "AWS::Scheduler::Schedule"],
    ...["AWS::KMS::Alias", "AWS::Lambda::EventInvokeConfig", "AWS::SES::ConfigurationSetEventDestination"],
    ...["AWS::SNS::Subscription", "AWS::SMSVOICE::ResourcePolicy"],
  ];
  const tags = Object.values(tagged.resources)
    .filter(({ Type }) => !untaggable.includes(Type))
    .map(({ Properties }) => Properties.Tags.map(({ Key, Value }: Properties) => [Key, Value]));
  const expected = { ...given, Application: "HealthcareNotifications", Environment: "dev" };
  expect(tags.length).toBeGreaterThan(50);
  for (const of of tags) expect(Object.fromEntries(of)).toEqual(expected);
});

test("the stack itself is tagged too", () => {
  const own = { Application: "HealthcareNotifications", Environment: "dev" };
  expect(buildStack().tags.tagValues()).toEqual(own);
  expect(buildStack({ tags: { CostCentre: "42" } }).tags.tagValues()).toEqual({ ...own, CostCentre: "42" });
});

test("two environments have no name in common", () => {
  const dev = namesIn(stack);
  // An account has only one identity for the domain.
  const prod = namesIn(new SynthesizedStack({ environment: "prod", emailIdentity: "existing" }));
  expect(prod).toHaveLength(dev.length - 1);
  expect(dev.filter((name) => prod.includes(name))).toEqual([]);
});

test("with a prefix, every name begins with it, and an export ends with the environment's full name", () => {
  const prefixed = new SynthesizedStack({ namePrefix: "acme" });
  // A domain and a log group of SNS have names that others chose.
  const others = (name: string) => !/^example\.com$|^sns\//.test(name);
  const names = namesIn(prefixed).filter(others);
  expect(names).toHaveLength(namesIn(stack).filter(others).length);
  expect(names.filter((name) => !/^(?:(?:alias\/|\/aws\/lambda\/)?acme-.*-dev|\w+-acme-dev)$/.test(name))).toEqual([]);
  const exported = Object.values(prefixed.template.Outputs as Properties).flatMap(({ Export }) => Export?.Name ?? []);
  expect(exported.filter((name) => !name.endsWith("-acme-dev"))).toEqual([]);
  expect(exported.length).toBeGreaterThan(0);
});

test("a prefix changes no logical id, so that its alarms, permissions and tables stay the same resources", () => {
  const prefixed = new SynthesizedStack({ namePrefix: "acme" });
  expect(Object.keys(prefixed.resources)).toEqual(Object.keys(stack.resources));
});

test("the resources of two environments only differ in their names", () => {
  const prod = new SynthesizedStack({ environment: "prod" });
  expect(Object.keys(prod.resources)).toEqual(Object.keys(stack.resources));
});

test("the template has no fixed account or region", () => {
  const { Mappings, ...template } = stack.template;
  expect(JSON.stringify(template)).not.toMatch(/\b\d{12}\b|us-east-1/);
});
