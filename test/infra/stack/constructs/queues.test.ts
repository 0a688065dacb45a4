import { SynthesizedStack } from "../synthesized-stack";

const stack = new SynthesizedStack();
const queue = (name: string) => stack.named("AWS::SQS::Queue", name);
const lambda = (name: string) => stack.named("AWS::Lambda::Function", name);
const DAY = 24 * 60 * 60;

const CONSUMERS = [
  ["appointment-notification-processor-dev", "healthcare-appointments-dev"],
  ["appointment-notification-email-dev", "healthcare-email-fallback-dev"],
] as const;

test("there are four queues, under the names that other systems use", () => {
  const names = stack.ofType("AWS::SQS::Queue").map(({ Properties }) => Properties.QueueName);
  expect(names.sort()).toEqual([
    "daily-notification-dlq-dev",
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

test.each(["healthcare-appointments-dlq-dev", "daily-notification-dlq-dev"])("a dead letter stays in %s", (name) => {
  expect(queue(name).RedrivePolicy).toBeUndefined();
});

test("what comes from outside fits, with attributes, in the queues that it goes on to or comes back to", () => {
  const sizes = stack
    .ofType("AWS::SQS::Queue")
    .map(({ Properties }) => [Properties.QueueName, Properties.MaximumMessageSize]);
  expect(Object.fromEntries(sizes)).toEqual({
    // What other systems may send, 256 KB, and room for the pipeline's attributes on what is redriven or put off.
    "healthcare-appointments-dev": 262_144 + 4_096,
    // As much as SQS takes: 1 MiB.
    "healthcare-email-fallback-dev": undefined,
    "healthcare-appointments-dlq-dev": undefined,
    "daily-notification-dlq-dev": undefined,
  });
});

test("a message is there at once", () => {
  expect(stack.ofType("AWS::SQS::Queue").map(({ Properties }) => Properties.DelaySeconds)).toEqual(
    Array(4).fill(undefined),
  );
});

test.each([
  ["healthcare-appointments-dev", "denyAll", undefined],
  ["healthcare-email-fallback-dev", "byQueue", ["healthcare-appointments-dev"]],
  ["healthcare-appointments-dlq-dev", "byQueue", ["healthcare-email-fallback-dev"]],
  ["daily-notification-dlq-dev", "denyAll", undefined],
])("%s takes dead letters as %s", (name, redrivePermission, sources) => {
  const { RedriveAllowPolicy } = queue(name);
  expect(RedriveAllowPolicy.redrivePermission).toBe(redrivePermission);
  const arns = RedriveAllowPolicy.sourceQueueArns?.map((arn: unknown) => stack.read(arn));
  expect(arns).toEqual(sources?.map((source) => `arn:AWS::Partition:sqs:AWS::Region:AWS::AccountId:${source}`));
});

test("every message is kept for 14 days", () => {
  const kept = stack.ofType("AWS::SQS::Queue").map(({ Properties }) => Properties.MessageRetentionPeriod);
  expect(kept).toEqual(Array(4).fill(14 * DAY));
});

test("every queue refuses calls without TLS", () => {
  const denied = stack.ofType("AWS::SQS::QueuePolicy").flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  expect(denied.map(({ Effect, Action, Condition }) => ({ Effect, Action, Condition }))).toEqual(
    Array(4).fill({ Effect: "Deny", Action: "sqs:*", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
  );
});

test.each(CONSUMERS)("%s works off %s", (functionName, queueName) => {
  const sources = stack
    .ofType("AWS::Lambda::EventSourceMapping")
    .filter(({ Properties }) => stack.read(Properties.FunctionName) === functionName);
  expect(sources.map(({ Properties }) => stack.read(Properties.EventSourceArn))).toEqual([`${queueName}.Arn`]);
});

test("the consumers' event sources are switched on", () => {
  const enabled = stack.ofType("AWS::Lambda::EventSourceMapping").map(({ Properties }) => Properties.Enabled ?? true);
  expect(enabled).toEqual([true, true]);
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
