import { BOOKING_KEPT_DAYS } from "../../../../contracts/tables/appointments-table";
import { MATCH_ATTEMPTS } from "../../../../services/domain/receipts/consume-receipts";
import { SynthesizedStack } from "../synthesized-stack";

const stack = new SynthesizedStack();
const queue = (name: string) => stack.named("AWS::SQS::Queue", name);
const lambda = (name: string) => stack.named("AWS::Lambda::Function", name);
const DAY = 24 * 60 * 60;

const CONSUMERS = [
  ["appointment-notification-processor-dev", "healthcare-appointments-dev"],
  ["appointment-notification-email-dev", "healthcare-email-fallback-dev"],
  ["appointment-bookings-dev", "healthcare-bookings-dev"],
  ["appointment-notification-receipts-dev", "healthcare-delivery-receipts-dev"],
  ["appointment-replies-dev", "healthcare-replies-dev"],
] as const;
/** The consumers that claim notifications. */
const SENDERS = CONSUMERS.slice(0, 2);

test("there are eleven queues, with the names that other systems use", () => {
  const names = stack.ofType("AWS::SQS::Queue").map(({ Properties }) => Properties.QueueName);
  expect(names.sort()).toEqual([
    "daily-notification-dlq-dev",
    "healthcare-appointments-dev",
    "healthcare-appointments-dlq-dev",
    "healthcare-bookings-dev",
    "healthcare-bookings-dlq-dev",
    "healthcare-delivery-receipts-dev",
    "healthcare-delivery-receipts-dlq-dev",
    "healthcare-email-fallback-dev",
    "healthcare-replies-dev",
    "healthcare-replies-dlq-dev",
    "sms-receipt-collector-dlq-dev",
  ]);
});

test("a text that failed three times becomes an email", () => {
  const { RedrivePolicy } = queue("healthcare-appointments-dev");
  expect(RedrivePolicy.maxReceiveCount).toBe(3);
  expect(stack.read(RedrivePolicy.deadLetterTargetArn)).toBe("healthcare-email-fallback-dev.Arn");
});

test("an email that was received ten times is moved to the dead-letter queue", () => {
  const { RedrivePolicy } = queue("healthcare-email-fallback-dev");
  expect(RedrivePolicy.maxReceiveCount).toBe(10);
  expect(stack.read(RedrivePolicy.deadLetterTargetArn)).toBe("healthcare-appointments-dlq-dev.Arn");
});

test("a booking that was received ten times is moved to the dead-letter queue of the bookings", () => {
  const { RedrivePolicy } = queue("healthcare-bookings-dev");
  expect(RedrivePolicy.maxReceiveCount).toBe(10);
  expect(stack.read(RedrivePolicy.deadLetterTargetArn)).toBe("healthcare-bookings-dlq-dev.Arn");
});

test("a receipt that was received ten times is moved to the dead-letter queue of the receipts", () => {
  const { RedrivePolicy } = queue("healthcare-delivery-receipts-dev");
  expect(RedrivePolicy.maxReceiveCount).toBe(10);
  expect(stack.read(RedrivePolicy.deadLetterTargetArn)).toBe("healthcare-delivery-receipts-dlq-dev.Arn");
});

test("an answer that was received ten times, within an hour, is moved to the dead-letter queue of the answers", () => {
  const { RedrivePolicy, VisibilityTimeout } = queue("healthcare-replies-dev");
  expect([RedrivePolicy.maxReceiveCount, VisibilityTimeout]).toEqual([10, 360]);
  expect(stack.read(RedrivePolicy.deadLetterTargetArn)).toBe("healthcare-replies-dlq-dev.Arn");
});

test("a receipt without a match is received again after five minutes, and before SQS moves it, is given up", () => {
  const { RedrivePolicy, VisibilityTimeout } = queue("healthcare-delivery-receipts-dev");
  expect(VisibilityTimeout).toBe(300);
  expect(RedrivePolicy.maxReceiveCount).toBeGreaterThan(MATCH_ATTEMPTS);
});

test.each([
  "healthcare-appointments-dlq-dev",
  "healthcare-bookings-dlq-dev",
  "healthcare-delivery-receipts-dlq-dev",
  "healthcare-replies-dlq-dev",
  "sms-receipt-collector-dlq-dev",
  "daily-notification-dlq-dev",
])("messages in %s stay there", (name) => {
  expect(queue(name).RedrivePolicy).toBeUndefined();
});

test("the item of a booking is kept for longer than all queues together keep a message", () => {
  const retentions = stack
    .ofType("AWS::SQS::Queue")
    .filter(({ Properties }) => !/receipt|replies/.test(Properties.QueueName))
    .map(({ Properties }) => Properties.MessageRetentionPeriod);
  const together = retentions.reduce((sum, seconds) => sum + seconds, 0);
  expect(BOOKING_KEPT_DAYS * DAY).toBeGreaterThan(together);
});

test("a message of another system, with attributes, fits in all queues that it may enter later", () => {
  const sizes = stack
    .ofType("AWS::SQS::Queue")
    .map(({ Properties }) => [Properties.QueueName, Properties.MaximumMessageSize]);
  expect(Object.fromEntries(sizes)).toEqual({
    // 256 KB from other systems, and the pipeline's attributes on redriven or postponed messages.
    "healthcare-appointments-dev": 262_144 + 4_096,
    "healthcare-bookings-dev": 262_144 + 4_096,
    // SQS's maximum: 1 MiB.
    "healthcare-email-fallback-dev": undefined,
    "healthcare-appointments-dlq-dev": undefined,
    "healthcare-bookings-dlq-dev": undefined,
    "healthcare-delivery-receipts-dev": undefined,
    "healthcare-delivery-receipts-dlq-dev": undefined,
    "healthcare-replies-dev": undefined,
    "healthcare-replies-dlq-dev": undefined,
    "sms-receipt-collector-dlq-dev": undefined,
    "daily-notification-dlq-dev": undefined,
  });
});

test("messages are not delayed", () => {
  expect(stack.ofType("AWS::SQS::Queue").map(({ Properties }) => Properties.DelaySeconds)).toEqual(
    Array(11).fill(undefined),
  );
});

test.each([
  ["healthcare-appointments-dev", "denyAll", undefined],
  ["healthcare-email-fallback-dev", "byQueue", ["healthcare-appointments-dev"]],
  ["healthcare-appointments-dlq-dev", "byQueue", ["healthcare-email-fallback-dev"]],
  ["healthcare-bookings-dev", "denyAll", undefined],
  ["healthcare-bookings-dlq-dev", "byQueue", ["healthcare-bookings-dev"]],
  ["healthcare-delivery-receipts-dev", "denyAll", undefined],
  ["healthcare-delivery-receipts-dlq-dev", "byQueue", ["healthcare-delivery-receipts-dev"]],
  ["healthcare-replies-dev", "denyAll", undefined],
  ["healthcare-replies-dlq-dev", "byQueue", ["healthcare-replies-dev"]],
  ["sms-receipt-collector-dlq-dev", "denyAll", undefined],
  ["daily-notification-dlq-dev", "denyAll", undefined],
])("%s accepts redriven messages as %s", (name, redrivePermission, sources) => {
  const { RedriveAllowPolicy } = queue(name);
  expect(RedriveAllowPolicy.redrivePermission).toBe(redrivePermission);
  const arns = RedriveAllowPolicy.sourceQueueArns?.map((arn: unknown) => stack.read(arn));
  expect(arns).toEqual(sources?.map((source) => `arn:AWS::Partition:sqs:AWS::Region:AWS::AccountId:${source}`));
});

test("every queue keeps messages for 14 days", () => {
  const kept = stack.ofType("AWS::SQS::Queue").map(({ Properties }) => Properties.MessageRetentionPeriod);
  expect(kept).toEqual(Array(11).fill(14 * DAY));
});

test("every queue refuses calls without TLS", () => {
  const denied = stack.ofType("AWS::SQS::QueuePolicy").flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const ofDenials = denied.filter(({ Effect }) => Effect === "Deny");
  expect(ofDenials.map(({ Effect, Action, Condition }) => ({ Effect, Action, Condition }))).toEqual(
    Array(11).fill({ Effect: "Deny", Action: "sqs:*", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
  );
});

test.each(CONSUMERS)("%s consumes %s", (functionName, queueName) => {
  const sources = stack
    .ofType("AWS::Lambda::EventSourceMapping")
    .filter(({ Properties }) => stack.read(Properties.FunctionName) === functionName);
  expect(sources.map(({ Properties }) => stack.read(Properties.EventSourceArn))).toEqual([`${queueName}.Arn`]);
});

test("the consumers' event sources are enabled", () => {
  const enabled = stack.ofType("AWS::Lambda::EventSourceMapping").map(({ Properties }) => Properties.Enabled ?? true);
  expect(enabled).toEqual([true, true, true, true, true]);
});

test("consumers receive ten messages at a time, and report each failed message", () => {
  const settings = stack.ofType("AWS::Lambda::EventSourceMapping").map(({ Properties }) => {
    const { BatchSize, MaximumBatchingWindowInSeconds, FunctionResponseTypes } = Properties;
    return { BatchSize, MaximumBatchingWindowInSeconds, FunctionResponseTypes };
  });
  const expected = {
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: undefined,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
  };
  expect(settings).toEqual(Array(5).fill(expected));
});

test.each(CONSUMERS)("the visibility timeout of %s is six times the function's time-out", (name, queueName) => {
  expect(queue(queueName).VisibilityTimeout).toBeGreaterThanOrEqual(6 * lambda(name).Timeout);
});

test.each(SENDERS)("a claim of %s is valid for longer than the function may run", (name) => {
  expect(Number(lambda(name).Environment.Variables.LEASE_SECONDS)).toBeGreaterThan(lambda(name).Timeout);
});

test.each(SENDERS)("a claim of %s has expired when its message is visible again", (name, queueName) => {
  expect(Number(lambda(name).Environment.Variables.LEASE_SECONDS)).toBeLessThan(queue(queueName).VisibilityTimeout);
});
