import { SynthesizedStack } from "./synthesized-stack";

const stack = new SynthesizedStack();
const queue = (name: string) => stack.named("AWS::SQS::Queue", name);
const lambda = (name: string) => stack.named("AWS::Lambda::Function", name);
const DAY = 24 * 60 * 60;

const CONSUMERS = [
  ["appointment-notification-processor-dev", "healthcare-appointments-dev"],
  ["appointment-notification-email-dev", "healthcare-email-fallback-dev"],
] as const;

test("there are three queues, under the names that other systems use", () => {
  const names = stack.ofType("AWS::SQS::Queue").map(({ Properties }) => Properties.QueueName);
  expect(names.sort()).toEqual([
    "healthcare-appointments-dev",
    "healthcare-appointments-dlq-dev",
    "healthcare-email-fallback-dev",
  ]);
});

test("a text that failed three times becomes an email", () => {
  const { RedrivePolicy } = queue("healthcare-appointments-dev");
  expect(RedrivePolicy.maxReceiveCount).toBe(3);
  expect(stack.read(RedrivePolicy.deadLetterTargetArn)).toBe("healthcare-email-fallback-dev.Arn");
});

test("an email that was received ten times is a dead letter", () => {
  const { RedrivePolicy } = queue("healthcare-email-fallback-dev");
  expect(RedrivePolicy.maxReceiveCount).toBe(10);
  expect(stack.read(RedrivePolicy.deadLetterTargetArn)).toBe("healthcare-appointments-dlq-dev.Arn");
});

test("a dead letter goes nowhere by itself", () => {
  expect(queue("healthcare-appointments-dlq-dev").RedrivePolicy).toBeUndefined();
});

test("every message is kept for 14 days", () => {
  const kept = stack.ofType("AWS::SQS::Queue").map(({ Properties }) => Properties.MessageRetentionPeriod);
  expect(kept).toEqual([14 * DAY, 14 * DAY, 14 * DAY]);
});

test("every queue is encrypted", () => {
  const encrypted = stack.ofType("AWS::SQS::Queue").map(({ Properties }) => Properties.SqsManagedSseEnabled);
  expect(encrypted).toEqual([true, true, true]);
});

test("every queue refuses calls without TLS", () => {
  const denied = stack.ofType("AWS::SQS::QueuePolicy").flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  expect(denied.map(({ Effect, Action, Condition }) => ({ Effect, Action, Condition }))).toEqual(
    Array(3).fill({ Effect: "Deny", Action: "sqs:*", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
  );
});

test.each(CONSUMERS)("%s works off %s", (functionName, queueName) => {
  const sources = stack
    .ofType("AWS::Lambda::EventSourceMapping")
    .filter(({ Properties }) => stack.read(Properties.FunctionName) === functionName);
  expect(sources.map(({ Properties }) => stack.read(Properties.EventSourceArn))).toEqual([`${queueName}.Arn`]);
});

test("consumers take ten messages at a time, and report each failure by itself", () => {
  const settings = stack.ofType("AWS::Lambda::EventSourceMapping").map(({ Properties }) => {
    const { BatchSize, MaximumBatchingWindowInSeconds, FunctionResponseTypes } = Properties;
    return { BatchSize, MaximumBatchingWindowInSeconds, FunctionResponseTypes };
  });
  const expected = {
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: undefined,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
  };
  expect(settings).toEqual([expected, expected]);
});

test.each(CONSUMERS)("while %s may still run, nobody else receives its messages: six times over", (name, queueName) => {
  expect(queue(queueName).VisibilityTimeout).toBeGreaterThanOrEqual(6 * lambda(name).Timeout);
});

test.each(CONSUMERS)("a claim of %s holds longer than the function may run", (name) => {
  expect(Number(lambda(name).Environment.Variables.LEASE_SECONDS)).toBeGreaterThan(lambda(name).Timeout);
});

test.each(CONSUMERS)("a claim of %s has run out when its message comes back", (name, queueName) => {
  expect(Number(lambda(name).Environment.Variables.LEASE_SECONDS)).toBeLessThan(queue(queueName).VisibilityTimeout);
});

test.each([1, 7, 20, 1000])("at %d parts a second, the SMS consumers that may run together send no faster", (rate) => {
  const fast = new SynthesizedStack({ smsPartsPerSecond: rate });
  const consumer = "appointment-notification-processor-dev";
  const { SMS_PARTS_PER_SECOND } = fast.named("AWS::Lambda::Function", consumer).Environment.Variables;
  const [source] = fast
    .ofType("AWS::Lambda::EventSourceMapping")
    .filter(({ Properties }) => fast.read(Properties.FunctionName) === consumer);
  const { MaximumConcurrency } = source?.Properties.ScalingConfig ?? {};
  expect(MaximumConcurrency).toBeGreaterThanOrEqual(2);
  expect(Number(SMS_PARTS_PER_SECOND) * MaximumConcurrency).toBeCloseTo(rate);
});
