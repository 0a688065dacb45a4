import type { AppointmentMessage } from "../../contracts/appointment-message";
import { ENV } from "../../contracts/environment";
import { changedApp, named } from "../support/data/changed-assembly";
import { eventually } from "../support/eventually";
import type { LocalCloudProcess } from "../support/servers/local-cloud";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

/** Seconds. As deployed, a claim outlasts its function; with the times as deployed this test would take two minutes. */
const FUNCTION_TIMEOUT = 15;
const LEASE = 16;
/** What the SMS consumer hands over comes one by one: of so many at once, each is taken by one of the email consumers. */
const CONSUMERS = 2;

const many = (count: number, changes: Partial<AppointmentMessage> = {}) =>
  Array.from({ length: count }, () => anAppointment(changes));

/** Patients of batches that die after the claims, before anything was sent. */
const unsent = { bySms: many(6), byEmail: many(CONSUMERS, { phoneNumber: "n/a" }) };
/** Patients of batches that die after the carrier took what was sent, before the log was told. */
const unrecorded = { bySms: many(6), byEmail: many(CONSUMERS, { phoneNumber: "n/a" }) };
/** What was done with when its batch died, the first. */
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
    await brokenLetter();
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
  for (const one of patients) expect(await told(one)).toBe(1);
  await kill(consumer);
  await hanging("dynamodb", 0);
  await cloud.resume("dynamodb");
}

async function kill(consumer: string) {
  expect(await cloud.kill(consumer)).toBeGreaterThanOrEqual(1);
}

const claimed = (of: AppointmentMessage) =>
  eventually(`${of.appointmentId} is claimed`, async () => (await pipeline.item(of))?.status.endsWith("_SENDING"));
const brokenLetter = () =>
  eventually("the broken message lies in the DLQ", async () =>
    (await pipeline.deadLetters()).find(({ body }) => body === BROKEN),
  );
const told = async ({ phoneNumber = "", email = "" }: AppointmentMessage) =>
  (await pipeline.textsTo(phoneNumber)).length + (await pipeline.emailsTo(email)).length;

const CASES = [
  ["SMS", "SMS_SENT", unsent.bySms, 1],
  ["SMS", "SMS_SENT", unrecorded.bySms, 2],
  ["email", "EMAIL_SENT", unsent.byEmail, 1],
  ["email", "EMAIL_SENT", unrecorded.byEmail, 2],
] as const;

describe.each(CASES)("what was by %s in the hands of a consumer that was killed", (_, outcome, patients, times) => {
  test(`is taken over after the lease, ends as ${outcome}, and the log says that the patient may be reminded twice`, async () => {
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

  test(`has told the patient ${times === 1 ? "once" : "twice, and no more"}`, async () => {
    for (const one of patients) expect(await told(one)).toBe(times);
  });
});

test("what was done with in the same batch comes again and stays as it ended", async () => {
  await pipeline.drained();
  expect(await pipeline.item(over)).toMatchObject({ status: "EXPIRED", attempts: 0 });
  expect(await pipeline.item(withoutPhone)).toMatchObject({
    status: "EMAIL_SENT",
    attempts: 1,
    possibleDuplicate: false,
  });
  expect(await told(withoutPhone)).toBe(1);
  expect((await brokenLetter()).attributes).toMatchObject({ DeadLetterReason: "CONTRACT_VIOLATION" });
});

test("nothing else lies in the DLQ", async () => {
  expect((await pipeline.deadLetters()).filter(({ body }) => body !== BROKEN)).toEqual([]);
});
