import { SNSClient } from "@aws-sdk/client-sns";
import Ajv from "ajv";
import { FHIR_HEADERS, OUTCOME_HEADERS, REPLY_HEADERS } from "../../../contracts/asyncapi/attributes";
import { MAX_ATTRIBUTES } from "../../../contracts/events/event-attributes";
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

const ANSWER: ReplyEvent = {
  schemaVersion: 1,
  status: "CANCEL_REQUESTED",
  replyId: "reply-1",
  patientId: "patient-1",
  appointmentId: "appointment-1",
  clinicId: "north",
  channel: "SMS",
  occurredAt: "2026-12-01T15:00:00.000Z",
};

/** A field of an entry of a PublishBatch call. */
const field = (call: number, entry: number, name: string) =>
  aws.of("PublishBatch")[call]?.parameters[`PublishBatchRequestEntries.member.${entry}.${name}`];

/** The message attributes of an entry. */
const allAttributesOf = (call: number, entry: number): Record<string, Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: 20 }, (_, attribute) => attribute + 1).flatMap((attribute) => {
      const part = (name: string) => field(call, entry, `MessageAttributes.entry.${attribute}.${name}`);
      return part("Name") ? [[part("Name"), { [String(part("Value.DataType"))]: part("Value.StringValue") }]] : [];
    }),
  );
const isOfCloudEvents = ([name]: [string, unknown]) => name.startsWith("ce_");
/** Those that are not of CloudEvents. */
const attributesOf = (call: number, entry: number) =>
  Object.fromEntries(Object.entries(allAttributesOf(call, entry)).filter((attribute) => !isOfCloudEvents(attribute)));
/** Those of CloudEvents. */
const cloudEventOf = (call: number, entry: number) =>
  Object.fromEntries(
    Object.entries(allAttributesOf(call, entry))
      .filter(isOfCloudEvents)
      .map(([name, { String: value }]) => [name, value]),
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
  await withFhir.publish([ANSWER, { ...ANSWER, status: "REPLY_UNCLEAR", reason: "UNCLEAR_WORDS" }]);
  expect(messagesOf(0).map(({ resourceType, status }) => resourceType ?? status)).toEqual([
    "CANCEL_REQUESTED",
    "AppointmentResponse",
    "REPLY_UNCLEAR",
  ]);
  expect(attributesOf(0, 2)).toMatchObject({ resourceStatus: { String: "declined" } });
});

test("an event is a CloudEvent: from the topic, with an id that it alone has, and the time at which it occurred", async () => {
  await topic.publish([event(), ANSWER]);
  const cloudEvent = { ce_specversion: "1.0", ce_source: ARN, ce_time: "2026-12-01T15:00:00.000Z" };
  expect(cloudEventOf(0, 1)).toEqual({
    ...cloudEvent,
    ce_id: "notification-1.2",
    ce_type: "appointment-reminders.outcome.v1",
  });
  expect(cloudEventOf(0, 2)).toEqual({ ...cloudEvent, ce_id: "reply-1", ce_type: "appointment-reminders.reply.v1" });
});

test("an event in FHIR is a CloudEvent of its own, and no repetition of the one in JSON", async () => {
  await withFhir.publish([event()]);
  expect(cloudEventOf(0, 2)).toEqual({
    ...cloudEventOf(0, 1),
    ce_id: "notification-1.2.fhir",
    ce_type: "appointment-reminders.fhir.v1",
  });
});

test("no message has more attributes than SNS delivers raw to a queue", async () => {
  await withFhir.publish([event({ clinicId: "north" }), ANSWER]);
  const counts = [1, 2, 3, 4].map((entry) => Object.keys(allAttributesOf(0, entry)).length);
  expect(counts).toEqual([8, 9, 8, 9]);
  expect(Math.max(...counts)).toBeLessThanOrEqual(MAX_ATTRIBUTES);
});

test("the attributes of a message are those of the AsyncAPI document", async () => {
  await withFhir.publish([event({ clinicId: "north" }), ANSWER, event({ status: "NO_CONTACT", channel: undefined })]);
  const headers = [OUTCOME_HEADERS, FHIR_HEADERS, REPLY_HEADERS, FHIR_HEADERS, OUTCOME_HEADERS, FHIR_HEADERS];
  const broken = headers.flatMap((schema, index) => {
    const ajv = new Ajv({ strict: false });
    const keeps = ajv.compile({ ...schema, additionalProperties: false });
    const attributes = Object.entries(allAttributesOf(0, index + 1)).map(([name, { String: value }]) => [name, value]);
    return keeps(Object.fromEntries(attributes)) ? [] : [ajv.errorsText(keeps.errors)];
  });
  expect(broken).toEqual([]);
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
