import type { AppointmentMessage } from "../../contracts/appointment-message";
import { ENV } from "../../contracts/environment";
import { changedApp, named } from "../support/data/changed-assembly";
import { eventually } from "../support/eventually";
import type { LocalCloudProcess } from "../support/servers/local-cloud";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

/** Seconds. As deployed, a claim outlasts its function; the deployed times would make this test take two minutes. */
const FUNCTION_TIMEOUT = 15;
const LEASE = 16;
/** The SMS consumer hands over messages one by one: each email consumer receives one of these. */
const CONSUMERS = 2;

const many = (count: number, changes: Partial<AppointmentMessage> = {}) =>
  Array.from({ length: count }, () => anAppointment(changes));

/** Patients in batches whose function dies after the claims, before sending. */
const unsent = { bySms: many(6), byEmail: many(CONSUMERS, { phoneNumber: "n/a" }) };
/** Patients in batches whose function dies after the carrier accepted the messages, before recording. */
const unrecorded = { bySms: many(6), byEmail: many(CONSUMERS, { phoneNumber: "n/a" }) };
/** Messages that were processed before the function of the first batch died. */
const over = anAppointment({ appointmentTime: new Date(Date.now() - 60_000).toISOString() });
const withoutPhone = anAppointment({ phoneNumber: undefined });
const BROKEN = '{"patientId": "patient-x"}';

let pipeline: PipelineRun;
let cloud: LocalCloudProcess;

beforeAll(async () => {
  const assembly = await changedApp((template) => {
    for (const name of [NAMES.smsConsumer, NAMES.emailConsumer]) {
      const consumer = named(template, "AWS::Lambda::Function", "FunctionName", name);
      const { Variables } = consumer.Environment as { Variables: Record<string, unknown> };
      consumer.Timeout = FUNCTION_TIMEOUT;
      Variables[ENV.leaseSeconds] = String(LEASE);
    }
  });
  pipeline = await startPipeline(assembly);
  cloud = pipeline.cloud;

  const neighbours = [JSON.stringify(over), JSON.stringify(withoutPhone), BROKEN];
  await killBeforeSending("sms", NAMES.smsConsumer, unsent.bySms, neighbours, async () => {
    const { batchId } = await pipeline.ended(over);
    for (const one of unsent.bySms) expect(await pipeline.item(one)).toMatchObject({ batchId });
    await pipeline.ended(withoutPhone);
    await brokenMessage();
  });
  await killBeforeRecording("sms", NAMES.smsConsumer, unrecorded.bySms);
  await killBeforeSending("email", NAMES.emailConsumer, unsent.byEmail);
  await killBeforeRecording("email", NAMES.emailConsumer, unrecorded.byEmail);
}, 90_000);
afterAll(() => pipeline.stop());

const hanging = (service: "sms" | "email" | "dynamodb", count: number) =>
  eventually(`${count} calls of ${service} hang`, async () => (await cloud.hanging())[service] === count);

async function killBeforeSending(
  carrier: "sms" | "email",
  consumer: string,
  patients: readonly AppointmentMessage[],
  neighbours: readonly string[] = [],
  meanwhile = async () => {},
) {
  await cloud.pause(carrier);
  await pipeline.sendBodies([...patients.map((one) => JSON.stringify(one)), ...neighbours]);
  for (const one of patients) await claimed(one);
  await meanwhile();
  await hanging(carrier, patients.length);
  await kill(consumer);
  await hanging(carrier, 0);
  await cloud.resume(carrier);
}

async function killBeforeRecording(
  carrier: "sms" | "email",
  consumer: string,
  patients: readonly AppointmentMessage[],
) {
  await cloud.pause(carrier);
  await pipeline.send(...patients);
  for (const one of patients) await claimed(one);
  await hanging(carrier, patients.length);
  await cloud.pause("dynamodb");
  await cloud.resume(carrier);
  await hanging("dynamodb", patients.length);
  for (const one of patients) expect(await sendsTo(one)).toBe(1);
  await kill(consumer);
  await hanging("dynamodb", 0);
  await cloud.resume("dynamodb");
}

async function kill(consumer: string) {
  expect(await cloud.kill(consumer)).toBeGreaterThanOrEqual(1);
}

const claimed = (of: AppointmentMessage) =>
  eventually(`${of.appointmentId} is claimed`, async () => (await pipeline.item(of))?.status.endsWith("_SENDING"));
const brokenMessage = () =>
  eventually("the broken message is in the DLQ", async () =>
    (await pipeline.deadLetters()).find(({ body }) => body === BROKEN),
  );
const sendsTo = async ({ phoneNumber = "", email = "" }: AppointmentMessage) =>
  (await pipeline.textsTo(phoneNumber)).length + (await pipeline.emailsTo(email)).length;

const CASES = [
  ["SMS", "SMS_SENT", unsent.bySms, 1],
  ["SMS", "SMS_SENT", unrecorded.bySms, 2],
  ["email", "EMAIL_SENT", unsent.byEmail, 1],
  ["email", "EMAIL_SENT", unrecorded.byEmail, 2],
] as const;

describe.each(CASES)("a reminder by %s whose consumer was killed", (_, outcome, patients, times) => {
  test(`is claimed again after the lease, ends as ${outcome}, and the log says that the patient may be reminded twice`, async () => {
    for (const one of patients) {
      const { status, possibleDuplicate, sendInDoubt, attempts, history } = await pipeline.ended(one);
      expect({ status, possibleDuplicate, sendInDoubt, attempts }).toEqual({
        status: outcome,
        possibleDuplicate: true,
        sendInDoubt: true,
        attempts: 2,
      });
      expect(history.filter(({ code }) => code === "LEASE_EXPIRED")).toHaveLength(1);
    }
  });

  test(`has reached the patient ${times === 1 ? "once" : "twice, and no more"}`, async () => {
    for (const one of patients) expect(await sendsTo(one)).toBe(times);
  });
});

test("messages of the same batch that were already processed are received again and keep their outcomes", async () => {
  await pipeline.drained();
  expect(await pipeline.item(over)).toMatchObject({ status: "EXPIRED", attempts: 0 });
  expect(await pipeline.item(withoutPhone)).toMatchObject({
    status: "EMAIL_SENT",
    attempts: 1,
    possibleDuplicate: false,
  });
  expect(await sendsTo(withoutPhone)).toBe(1);
  expect((await brokenMessage()).attributes).toMatchObject({ DeadLetterReason: "CONTRACT_VIOLATION" });
});

test("nothing else is in the DLQ", async () => {
  expect((await pipeline.deadLetters()).filter(({ body }) => body !== BROKEN)).toEqual([]);
});
