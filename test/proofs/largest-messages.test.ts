import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { eventually } from "../support/eventually";
import { anAppointment, NAMES, type PipelineRun, SMS_CONSUMERS, startPipeline } from "../support/worlds/pipeline-run";

/** Bytes that other systems may send: docs/sending-appointments.md. */
const LARGEST = 256 * 1024;
/** SQS's maximum per call, in bytes. */
const A_CALL = 1024 * 1024;
const MESSAGES_A_BATCH = 10;

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline(undefined, undefined, false, SMS_CONSUMERS);
}, 60_000);
afterAll(() => pipeline.stop());

/** A message with an unknown field that makes it as large as possible. */
function largest(of: object): string {
  const filled = (filler: string) => JSON.stringify({ ...of, filler });
  return filled("x".repeat(LARGEST - Buffer.byteLength(filled(""))));
}

const sendOne = (MessageBody: string) =>
  pipeline.cloud.sqs.send(
    new SendMessageCommand({ QueueUrl: pipeline.cloud.queueUrl(NAMES.appointmentsQueue), MessageBody }),
  );
const sendLargest = (...list: readonly AppointmentMessage[]) => Promise.all(list.map((one) => sendOne(largest(one))));
/** The DLQ's messages with these bodies, in this order, once all of them are there. */
const deadLettersOf = (bodies: readonly string[]) =>
  eventually("the messages are in the DLQ, unchanged", async () => {
    const messages = new Map((await pipeline.deadLetters()).map((message) => [message.body, message]));
    const found = bodies.flatMap((body) => messages.get(body) ?? []);
    return found.length === bodies.length && found;
  });

/** Ten different messages that break the contract in several ways. */
const POISON = Array.from({ length: MESSAGES_A_BATCH }, (_, index) => {
  const patientId = `patient-x${index}`;
  const kinds = [
    [`${index}[`.padEnd(LARGEST, "["), "INVALID_JSON", "body"],
    [largest({ patientId }), "CONTRACT_VIOLATION", "appointmentTime"],
    [largest({ patientId, appointmentTime: `2027-02-3${index}T10:00` }), "CONTRACT_VIOLATION", "appointmentTime"],
    [largest({ schemaVersion: 2, patientId }), "UNSUPPORTED_SCHEMA_VERSION", "schemaVersion"],
    [largest({ ...anAppointment(), doctorName: index }), "CONTRACT_VIOLATION", "doctorName"],
  ] as const;
  return kinds[index % kinds.length] as (typeof kinds)[number];
});

test("the largest message that the queue accepts reaches a phone", async () => {
  const sent = anAppointment();
  await sendLargest(sent);
  expect(await pipeline.ended(sent)).toMatchObject({ status: "SMS_SENT", attempts: 1 });
  expect(await pipeline.textsTo(sent.phoneNumber ?? "")).toHaveLength(1);
});

test("the largest message can be handed over to email", async () => {
  const refused = anAppointment({ phoneNumber: "+12065550190" });
  const withoutPhone = anAppointment({ phoneNumber: undefined });
  await sendLargest(refused, withoutPhone);
  for (const one of [refused, withoutPhone]) {
    expect(await pipeline.ended(one)).toMatchObject({ status: "EMAIL_SENT" });
    expect(await pipeline.emailsTo(one.email ?? "")).toHaveLength(1);
  }
});

test("a batch of ten bad messages of the largest size ends in the DLQ, unchanged, and the other reminders are sent", async () => {
  const neighbours = Array.from({ length: 5 }, () => anAppointment());
  // While every consumer waits for the carrier, they gather in the queue: a batch of invalid messages, and another one.
  await pipeline.cloud.pause("sms");
  for (let busy = 1; busy <= SMS_CONSUMERS; busy++) {
    await pipeline.send(anAppointment());
    await eventually("a consumer waits", async () => (await pipeline.cloud.hanging()).sms === busy);
  }
  for (const [body] of POISON) await sendOne(body);
  await pipeline.send(...neighbours);
  await pipeline.cloud.resume("sms");
  for (const one of neighbours) {
    expect(await pipeline.ended(one)).toMatchObject({ status: "SMS_SENT", attempts: 1 });
  }
  await pipeline.drained();
  const messages = await deadLettersOf(POISON.map(([body]) => body));
  expect(messages.map(({ attributes }) => attributes)).toEqual(
    POISON.map(([, DeadLetterReason, DeadLetterDetail]) => ({
      DeadLetterReason,
      DeadLetterDetail,
      SourceQueue: "appointments",
      FirstSentAt: expect.stringMatching(/^\d{13}$/),
    })),
  );
  // Each batch emits one count of rejected messages.
  const { metrics } = await pipeline.cloud.outbox();
  const rejected = metrics.filter(({ name }) => name === "RejectedMessages").map(({ value }) => value);
  expect(rejected).toEqual([MESSAGES_A_BATCH]);
});

test("the largest batch that SQS accepts in one call, all invalid, is in the DLQ, and later messages are reminded", async () => {
  const size = Math.floor(A_CALL / 10);
  const bodies = Array.from({ length: 10 }, (_, index) => `${index}{`.padEnd(size, "{"));
  const next = anAppointment();
  await pipeline.sendBodies(bodies);
  await pipeline.send(next);
  expect(await pipeline.ended(next)).toMatchObject({ status: "SMS_SENT", attempts: 1 });
  for (const { attributes } of await deadLettersOf(bodies)) {
    expect(attributes).toMatchObject({ DeadLetterReason: "INVALID_JSON" });
  }
});

test("messages of the largest size can be redriven: failed ones reach the patient, invalid ones stay", async () => {
  const byEmail = anAppointment({ phoneNumber: undefined, email: "patient@reject.example" });
  const bySms = anAppointment({ phoneNumber: "+12065550190", email: undefined });
  await sendLargest(byEmail, bySms);
  for (const one of [byEmail, bySms]) await pipeline.ended(one, "ALL_FAILED");
  await deadLettersOf([byEmail, bySms].map(largest));
  await pipeline.cloud.repair();
  expect(await pipeline.redrive()).not.toContain("not moved");
  expect(await pipeline.ended(byEmail, "EMAIL_SENT")).toMatchObject({ channel: "EMAIL" });
  expect(await pipeline.ended(bySms, "SMS_SENT")).toMatchObject({ channel: "SMS" });
  await pipeline.drained();
  await deadLettersOf(POISON.map(([body]) => body));
}, 60_000);
