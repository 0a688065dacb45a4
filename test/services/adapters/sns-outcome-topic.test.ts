import { SNSClient } from "@aws-sdk/client-sns";
import type { OutcomeEvent, ReplyEvent } from "../../../contracts/events/event-types";
import { type EventTopic, snsOutcomeTopic } from "../../../services/adapters/sns-outcome-topic";
import { fhirEvent } from "../../../services/domain/reporting/fhir/fhir-event";
import { AwsFailure, AwsServer } from "../../support/servers/aws-server";

const ARN = "arn:aws:sns:us-east-1:000000000000:topic";

let aws: AwsServer;
let topic: EventTopic;
let withFhir: EventTopic;
beforeAll(async () => {
  aws = await AwsServer.start();
  const client = new SNSClient({ ...aws.client, maxAttempts: 1 });
  topic = snsOutcomeTopic(client, ARN);
  withFhir = snsOutcomeTopic(client, ARN, fhirEvent);
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

/** The message attributes of an entry. */
const attributesOf = (call: number, entry: number) =>
  Object.fromEntries(
    [1, 2, 3, 4].flatMap((attribute) => {
      const part = (name: string) => field(call, entry, `MessageAttributes.entry.${attribute}.${name}`);
      return part("Name") ? [[part("Name"), { [String(part("Value.DataType"))]: part("Value.StringValue") }]] : [];
    }),
  );
/** The messages of a call, in their order. */
const messagesOf = (call: number) =>
  Array.from({ length: 10 }, (_, entry) => field(call, entry + 1, "Message"))
    .filter((text) => text !== undefined)
    .map((text) => JSON.parse(String(text)) as Record<string, unknown>);

test("an event is published as JSON, and filtered by format, status and channel", async () => {
  await topic.publish([event()]);
  expect(aws.of("PublishBatch")[0]?.parameters.TopicArn).toBe(ARN);
  expect(messagesOf(0)).toEqual([event()]);
  expect(attributesOf(0, 1)).toEqual({
    status: { String: "SMS_SENT" },
    channel: { String: "SMS" },
    format: { String: "json" },
  });
});

test("an event of an outcome without a send has no channel to filter by", async () => {
  await topic.publish([event({ status: "NO_CONTACT", channel: undefined })]);
  expect(attributesOf(0, 1)).toEqual({ status: { String: "NO_CONTACT" }, format: { String: "json" } });
});

test("with FHIR an event is published in both formats, and a filter by status or channel gets the JSON only", async () => {
  await withFhir.publish([event()]);
  expect(messagesOf(0)).toEqual([event(), JSON.parse(JSON.stringify(fhirEvent(event())))]);
  expect(Object.keys(attributesOf(0, 1))).toEqual(["status", "channel", "format"]);
  expect(attributesOf(0, 2)).toEqual({
    format: { String: "fhir" },
    resourceType: { String: "Communication" },
    resourceStatus: { String: "in-progress" },
  });
});

test("a resource of a clinic is filtered by clinic, since two clinics may have the same ids", async () => {
  await withFhir.publish([event({ clinicId: "north" })]);
  expect(attributesOf(0, 2)).toMatchObject({ format: { String: "fhir" }, clinicId: { String: "north" } });
});

test("an answer has an AppointmentResponse, and one that says nothing of the appointment has none", async () => {
  const answer: ReplyEvent = {
    schemaVersion: 1,
    status: "CANCEL_REQUESTED",
    replyId: "reply-1",
    patientId: "patient-1",
    appointmentId: "appointment-1",
    channel: "SMS",
    occurredAt: "2026-12-01T15:00:00.000Z",
  };
  await withFhir.publish([answer, { ...answer, status: "REPLY_UNCLEAR", reason: "UNCLEAR_WORDS" }]);
  expect(messagesOf(0).map(({ resourceType, status }) => resourceType ?? status)).toEqual([
    "CANCEL_REQUESTED",
    "AppointmentResponse",
    "REPLY_UNCLEAR",
  ]);
  expect(attributesOf(0, 2)).toMatchObject({ resourceStatus: { String: "declined" } });
});

test("with FHIR no call has more than ten messages, and none has an id twice", async () => {
  const events = Array.from({ length: 12 }, (_, index) => event({ notificationId: `notification-${index}` }));
  await withFhir.publish(events);
  const calls = aws.of("PublishBatch").map((_, call) => messagesOf(call));
  expect(calls.map(({ length }) => length).sort()).toEqual([10, 10, 4]);
  const resources = calls.flat().filter(({ resourceType }) => resourceType);
  expect(resources.map(({ id }) => id).sort()).toEqual(events.map(({ notificationId }) => notificationId).sort());
  expect(Array.from({ length: 10 }, (_, entry) => field(0, entry + 1, "Id"))).toEqual([..."0123456789"]);
});

test("a resource that the topic did not accept is an error, though the event was accepted", async () => {
  aws.on("PublishBatch", () => ({ Successful: [{ Id: "0" }], Failed: [{ Id: "1", Code: "InternalError" }] }));
  await expect(withFhir.publish([event()])).rejects.toMatchObject({ name: "InternalError" });
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
