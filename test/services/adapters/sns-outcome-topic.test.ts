import { SNSClient } from "@aws-sdk/client-sns";
import type { OutcomeEvent } from "../../../contracts/outcome-event";
import { snsOutcomeTopic } from "../../../services/adapters/sns-outcome-topic";
import type { OutcomeTopic } from "../../../services/domain/ports";
import { AwsFailure, AwsServer } from "../../support/servers/aws-server";

const ARN = "arn:aws:sns:us-east-1:000000000000:topic";

let aws: AwsServer;
let topic: OutcomeTopic;
beforeAll(async () => {
  aws = await AwsServer.start();
  topic = snsOutcomeTopic(new SNSClient({ ...aws.client, maxAttempts: 1 }), ARN);
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

const event = (changes: Partial<OutcomeEvent> = {}): OutcomeEvent => ({
  schemaVersion: 1,
  notificationId: "notification-1",
  patientId: "patient-1",
  timestamp: 1_796_239_800_000,
  transition: 2,
  status: "SMS_SENT",
  channel: "SMS",
  messageId: "sms-1",
  occurredAt: "2026-12-01T15:00:00.000Z",
  ...changes,
});

/** A field of an entry of a PublishBatch call. */
const field = (call: number, entry: number, name: string) =>
  aws.of("PublishBatch")[call]?.parameters[`PublishBatchRequestEntries.member.${entry}.${name}`];

test("an event is published as JSON, and filtered by status and channel", async () => {
  await topic.publish([event()]);
  expect(aws.of("PublishBatch")[0]?.parameters.TopicArn).toBe(ARN);
  expect(JSON.parse(String(field(0, 1, "Message")))).toEqual(event());
  const attributes = [1, 2].map((entry) => [
    field(0, 1, `MessageAttributes.entry.${entry}.Name`),
    field(0, 1, `MessageAttributes.entry.${entry}.Value.DataType`),
    field(0, 1, `MessageAttributes.entry.${entry}.Value.StringValue`),
  ]);
  expect(attributes).toEqual([
    ["status", "String", "SMS_SENT"],
    ["channel", "String", "SMS"],
  ]);
});

test("an event of an outcome without a send has no channel to filter by", async () => {
  await topic.publish([event({ status: "NO_CONTACT", channel: undefined })]);
  expect(field(0, 1, "MessageAttributes.entry.1.Name")).toBe("status");
  expect(field(0, 1, "MessageAttributes.entry.2.Name")).toBeUndefined();
});

test("any number of events is published in calls of ten, each with an id of its own", async () => {
  const events = Array.from({ length: 23 }, (_, index) => event({ notificationId: `notification-${index}` }));
  await topic.publish(events);
  expect(aws.of("PublishBatch")).toHaveLength(3);
  const published = aws
    .of("PublishBatch")
    .map((_, call) =>
      Array.from({ length: 10 }, (_, entry) => field(call, entry + 1, "Message")).filter((text) => text !== undefined),
    );
  expect(published.map(({ length }) => length).sort()).toEqual([10, 10, 3]);
  const ids = published.flat().map((text) => (JSON.parse(String(text)) as OutcomeEvent).notificationId);
  expect(ids.sort()).toEqual(events.map(({ notificationId }) => notificationId).sort());
  expect(Array.from({ length: 3 }, (_, entry) => field(0, entry + 1, "Id"))).toEqual(["0", "1", "2"]);
});

test("an entry that the topic did not accept is an error, by its code", async () => {
  aws.on("PublishBatch", () => ({
    Successful: [],
    Failed: [{ Id: "0", Code: "KMSAccessDenied", Message: "patient-1", SenderFault: "true" }],
  }));
  const error = (await topic.publish([event()]).catch((reason: unknown) => reason)) as Error;
  expect([error.name, error.message]).toEqual(["KMSAccessDenied", ""]);
});

test("a call that fails is an error", async () => {
  aws.on("PublishBatch", () => new AwsFailure("InternalError", 500));
  await expect(topic.publish([event()])).rejects.toThrow();
});
