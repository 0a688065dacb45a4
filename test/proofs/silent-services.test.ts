import { setTimeout as wait } from "node:timers/promises";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import type { PausableService } from "../../infra/local/faults/pauses";
import { eventually } from "../support/eventually";
import { anAppointment, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

/** ms: longer than the functions wait for a response before they retry. */
const LONGER_THAN_THE_FIRST_TRY = 3_000;
const REFUSED_PHONE = "+12065550190";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
}, 60_000);
afterAll(() => pipeline.stop());

const many = (count: number, changes: Partial<AppointmentMessage> = {}) =>
  Array.from({ length: count }, () => anAppointment(changes));
const someHang = (service: PausableService) =>
  eventually(`calls of ${service} hang`, async () => (await pipeline.cloud.hanging())[service] > 0);
const textsTo = async ({ phoneNumber = "" }: AppointmentMessage) => (await pipeline.textsTo(phoneNumber)).length;
const emailsTo = async ({ email = "" }: AppointmentMessage) => (await pipeline.emailsTo(email)).length;

test("a log that writes but does not respond for a while costs no reminder and no attempt", async () => {
  const sent = many(10);
  await pipeline.cloud.pause("dynamodb", "responses");
  await pipeline.send(...sent);
  await someHang("dynamodb");
  await wait(LONGER_THAN_THE_FIRST_TRY);
  await pipeline.cloud.resume("dynamodb");
  for (const one of sent) {
    expect(await pipeline.ended(one)).toMatchObject({ status: "SMS_SENT", attempts: 1, possibleDuplicate: false });
    expect(await textsTo(one)).toBe(1);
  }
  await pipeline.drained();
});

test("queues that do not respond for a while lose no message: one email each, and invalid messages are in the DLQ", async () => {
  const refused = many(4, { phoneNumber: REFUSED_PHONE });
  const broken = '{"patientId": "patient-x"}';
  await pipeline.cloud.pause("sqs", "responses");
  await pipeline.send(...refused);
  await pipeline.sendBodies([broken]);
  await someHang("sqs");
  await wait(LONGER_THAN_THE_FIRST_TRY);
  await pipeline.cloud.resume("sqs");
  for (const one of refused) {
    expect(await pipeline.ended(one)).toMatchObject({ status: "EMAIL_SENT", attempts: 2, possibleDuplicate: false });
  }
  await pipeline.drained();
  for (const one of refused) expect(await emailsTo(one)).toBe(1);
  // After a retry, the DLQ may have it twice.
  const messages = (await pipeline.deadLetters()).filter(({ body }) => body === broken);
  expect(messages[0]?.attributes).toMatchObject({ DeadLetterReason: "CONTRACT_VIOLATION" });
});

test("carriers that do not respond are called again by another attempt, and the log says that the patient may be reminded twice", async () => {
  const bySms = many(3);
  const byEmail = many(2, { phoneNumber: "n/a" });
  await pipeline.cloud.pause("sms", "responses");
  await pipeline.cloud.pause("email", "requests");
  await pipeline.send(...bySms, ...byEmail);
  const givenUp = (one: AppointmentMessage) =>
    eventually(
      `the send to ${one.appointmentId} is given up`,
      async () => (await pipeline.item(one))?.sendInDoubt,
      30_000,
    );
  await Promise.all([...bySms, ...byEmail].map(givenUp));
  await pipeline.cloud.resume("sms");
  await pipeline.cloud.resume("email");
  const lost = { possibleDuplicate: true, sendInDoubt: true };
  for (const one of bySms) {
    const item = await pipeline.ended(one);
    expect(item).toMatchObject({ status: "SMS_SENT", ...lost });
    // As many as there were claims: the SDK does not retry sends.
    expect(await textsTo(one)).toBe(item.attempts);
  }
  for (const one of byEmail) {
    expect(await pipeline.ended(one)).toMatchObject({ status: "EMAIL_SENT", ...lost });
    expect(await emailsTo(one)).toBe(1);
  }
  await pipeline.drained();
}, 60_000);

test("while CloudWatch and the topic do not respond, reminders are sent, recorded and deleted from the queue", async () => {
  const sent = many(5);
  const counted = await pipeline.metric("SuccessfulNotifications");
  await pipeline.cloud.pause("monitoring");
  await pipeline.cloud.pause("sns");
  await pipeline.send(...sent);
  for (const one of sent) expect(await pipeline.ended(one)).toMatchObject({ status: "SMS_SENT", attempts: 1 });
  await someHang("monitoring");
  await someHang("sns");
  await pipeline.cloud.resume("sns");
  await pipeline.drained();
  for (const one of sent) expect(await textsTo(one)).toBe(1);
  // Only the metrics are missing.
  expect(await pipeline.metric("SuccessfulNotifications")).toBe(counted);
  await pipeline.cloud.resume("monitoring");
});
