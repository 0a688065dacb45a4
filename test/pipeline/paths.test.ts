import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { APPOINTMENTS_TABLE_ORIGIN } from "../../contracts/reminder-mark";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const statuses = (history: readonly { status: string }[]) => history.map(({ status }) => status);

test("a patient with a phone gets one SMS and no email", async () => {
  const sent = anAppointment();
  await pipeline.send(sent);
  const item = await pipeline.ended(sent);
  expect(item).toMatchObject({ status: "SMS_SENT", channel: "SMS", phoneNumber: sent.phoneNumber, attempts: 1 });
  expect(await pipeline.textsTo(sent.phoneNumber ?? "")).toHaveLength(1);
  expect(await pipeline.emailsTo(sent.email ?? "")).toHaveLength(0);
});

test("the log has the message id of the carrier", async () => {
  const sent = anAppointment();
  await pipeline.send(sent);
  const item = await pipeline.ended(sent);
  expect(item.messageId).toBeTruthy();
  expect(item.history.at(-1)).toMatchObject({ status: "SMS_SENT", messageId: item.messageId });
});

test("the log has the parts of the text as it reached the phone", async () => {
  const sent = anAppointment({ doctorName: "Dr. O’Brien" });
  await pipeline.send(sent);
  const item = await pipeline.ended(sent);
  const [text] = await pipeline.textsTo(sent.phoneNumber ?? "");
  expect(text?.message).toContain("Dr. O'Brien");
  expect(item.smsParts).toBe(text && Math.ceil(text.message.length / 153));
});

test("a throttled SMS is delayed, and uses up no attempt", async () => {
  const sent = anAppointment({ phoneNumber: "+12065550191" });
  await pipeline.send(sent);
  const item = await pipeline.ended(sent);
  expect(statuses(item.history)).toEqual(["SMS_SENDING", "SMS_SENT"]);
});

test("a refused number goes to the email at once", async () => {
  const sent = anAppointment({ phoneNumber: "+12065550190" });
  await pipeline.send(sent);
  const item = await pipeline.ended(sent);
  expect(statuses(item.history)).toEqual(["SMS_SENDING", "EMAIL_PENDING", "EMAIL_SENDING", "EMAIL_SENT"]);
  expect(await pipeline.emailsTo(sent.email ?? "")).toHaveLength(1);
});

test("a fixed line gets an email, and a text if that is refused", async () => {
  const sent = anAppointment({ phoneNumber: "+44 20 7946 0321", email: "patient@reject.example" });
  await pipeline.send(sent);
  const item = await pipeline.ended(sent, "SMS_SENT");
  const byEmail = ["EMAIL_PENDING", "EMAIL_SENDING"];
  expect(statuses(item.history)).toEqual([...byEmail, "SMS_RETRYING", "SMS_SENDING", "SMS_SENT"]);
  expect(await pipeline.textsTo("+442079460321")).toHaveLength(1);
});

test("a patient who has opted out gets an email, not a text", async () => {
  const sent = anAppointment({ phoneNumber: "+12065550193" });
  await pipeline.send(sent);
  expect(await pipeline.ended(sent)).toMatchObject({ status: "EMAIL_SENT", reason: "OptedOut" });
  expect(await pipeline.textsTo("+12065550193")).toHaveLength(0);
  expect(await pipeline.emailsTo(sent.email ?? "")).toHaveLength(1);
});

test("after three failed attempts SQS moves the message to the email queue, and one email is sent", async () => {
  const sent = anAppointment({ phoneNumber: "+12065550192" });
  await pipeline.send(sent);
  const item = await pipeline.ended(sent);
  expect(statuses(item.history)).toEqual([
    ...["SMS_SENDING", "SMS_RETRYING", "SMS_SENDING", "SMS_RETRYING", "SMS_SENDING", "SMS_RETRYING"],
    ...["EMAIL_SENDING", "EMAIL_SENT"],
  ]);
  expect(await pipeline.emailsTo(sent.email ?? "")).toHaveLength(1);
});

test("an email that fails twice is retried and arrives once", async () => {
  const sent = anAppointment({ phoneNumber: "n/a", email: "patient@flaky.example" });
  await pipeline.send(sent);
  const item = await pipeline.ended(sent);
  expect(item).toMatchObject({ status: "EMAIL_SENT", attempts: 3, reason: "NO_USABLE_PHONE" });
  expect(await pipeline.emailsTo("patient@flaky.example")).toHaveLength(1);
});

test("a patient who wants no reminders is sent nothing, and the notification ends as DECLINED", async () => {
  const sent = anAppointment({ email: "declined@example.com", contactPreference: "none" });
  await pipeline.send(sent);
  expect(await pipeline.ended(sent)).toMatchObject({ status: "DECLINED", attempts: 0 });
  expect(await pipeline.emailsTo("declined@example.com")).toEqual([]);
});

test("a patient who prefers email is emailed, although there is a phone", async () => {
  const sent = anAppointment({ email: "emails-only@example.com", contactPreference: "email" });
  await pipeline.send(sent);
  expect(await pipeline.ended(sent)).toMatchObject({ status: "EMAIL_SENT", attempts: 1, reason: "EMAIL_PREFERRED" });
});

test("without a usable phone or email the notification ends as NO_CONTACT, and no message is in the DLQ", async () => {
  const sent = anAppointment({ phoneNumber: "12345", email: "nobody" });
  await pipeline.send(sent);
  expect(await pipeline.ended(sent)).toMatchObject({ status: "NO_CONTACT", attempts: 0 });
  await pipeline.drained();
  expect((await pipeline.deadLetters()).filter(({ body }) => body.includes(sent.patientId))).toHaveLength(0);
});

test("an email that always fails ends as ALL_FAILED after five attempts, with its message in the DLQ", async () => {
  const sent = anAppointment({ phoneNumber: undefined, email: "patient@down.example" });
  await pipeline.send(sent);
  expect(await pipeline.ended(sent)).toMatchObject({ status: "ALL_FAILED", attempts: 5 });
  const { attributes, body } = await pipeline.deadLetterOf(sent);
  expect(JSON.parse(body)).toEqual(sent);
  expect(attributes).toMatchObject({ DeadLetterReason: "EMAIL_ATTEMPTS_EXHAUSTED", SourceQueue: "email-fallback" });
});

test("a refused SMS without an email address is in the DLQ, to be retried by SMS", async () => {
  const sent = anAppointment({ phoneNumber: "+12065550190", email: undefined });
  await pipeline.send(sent);
  expect(await pipeline.ended(sent)).toMatchObject({ status: "ALL_FAILED" });
  const { attributes } = await pipeline.deadLetterOf(sent);
  expect(attributes).toMatchObject({ DeadLetterReason: "NO_USABLE_EMAIL", SourceQueue: "appointments" });
});

test("nothing is sent for an appointment that is over", async () => {
  const sent = anAppointment({ appointmentTime: new Date(Date.now() - 60_000).toISOString() });
  await pipeline.send(sent);
  expect(await pipeline.ended(sent)).toMatchObject({ status: "EXPIRED", attempts: 0 });
  expect(await pipeline.textsTo(sent.phoneNumber ?? "")).toHaveLength(0);
});

test("every message is processed, and the counted outcomes are those in the log", async () => {
  await pipeline.drained();
  expect(await pipeline.metric("SuccessfulNotifications")).toBe(5);
  expect(await pipeline.metric("SmsParts")).toBe(10);
  expect(await pipeline.metric("FallbackNotifications")).toBe(5);
  expect(await pipeline.metric("FailedNotifications")).toBe(3);
  expect(await pipeline.metric("DeclinedNotifications")).toBe(1);
  expect(await pipeline.metric("ExpiredNotifications")).toBe(1);
  expect(Object.keys(await pipeline.cloud.queueCounts())).toContain(NAMES.deadLetterQueue);
});

describe("What the booking system stores while a reminder waits in its queue counts:", () => {
  const TableName = NAMES.appointmentsTable;
  const store = (Item: object) => pipeline.cloud.dynamodb.send(new PutCommand({ TableName, Item: { ...Item } }));
  /** As the daily run queued it. */
  const queued = (of: AppointmentMessage) => ({ ...of, reminder: { origin: APPOINTMENTS_TABLE_ORIGIN } as const });

  test("a cancelled or deleted appointment is not reminded, and a moved one is superseded", async () => {
    const [cancelled, deleted, moved] = [anAppointment(), anAppointment(), anAppointment({ phoneNumber: undefined })];
    await store({ ...cancelled, status: "cancelled" });
    await store(deleted);
    const { appointmentId, patientId } = deleted;
    await pipeline.cloud.dynamodb.send(new DeleteCommand({ TableName, Key: { appointmentId, patientId } }));
    await store({ ...moved, appointmentTime: "2099-01-05T10:00:00-05:00", revision: 1 });
    await pipeline.send(...[cancelled, deleted, moved].map(queued));
    expect(await pipeline.ended(cancelled)).toMatchObject({ status: "CANCELLED", reason: "APPOINTMENT_ENDED" });
    expect(await pipeline.ended(deleted)).toMatchObject({ status: "CANCELLED", reason: "APPOINTMENT_GONE" });
    expect(await pipeline.ended(moved)).toMatchObject({ status: "SUPERSEDED", attempts: 0 });
    const texts = [cancelled, deleted].map(({ phoneNumber = "" }) => pipeline.textsTo(phoneNumber));
    const emails = [cancelled, deleted, moved].map(({ email = "" }) => pipeline.emailsTo(email));
    expect((await Promise.all([...texts, ...emails])).flat()).toEqual([]);
  });

  test("a reminder goes to the number that was corrected, and to no other", async () => {
    const typed = anAppointment();
    const corrected = anAppointment().phoneNumber ?? "";
    await store({ ...typed, phoneNumber: corrected });
    await pipeline.send(queued(typed));
    expect(await pipeline.ended(typed)).toMatchObject({ status: "SMS_SENT", phoneNumber: corrected, attempts: 1 });
    const sent = await Promise.all([typed.phoneNumber ?? "", corrected].map((phone) => pipeline.textsTo(phone)));
    expect(sent.map((texts) => texts.length)).toEqual([0, 1]);
  });
});
