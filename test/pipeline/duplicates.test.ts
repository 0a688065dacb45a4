/** The identity of reminders over the whole path: two patients of one appointment, duplicates, and revisions. */
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { lastDays } from "../../services/domain/appointment/appointment-time";
import { CLINIC_TIME_ZONE } from "../support/data/clinics";
import { awsEnvironment } from "../support/environment";
import { ops } from "../support/ops";
import { TestFolder } from "../support/test-folder";
import { anAppointment, NAMES, type PipelineRun, SMS_CONSUMERS, startPipeline } from "../support/worlds/pipeline-run";

let pipeline: PipelineRun;
let folder: TestFolder;
beforeAll(async () => {
  folder = new TestFolder();
  pipeline = await startPipeline(undefined, undefined, false, SMS_CONSUMERS);
  awsEnvironment(pipeline.cloud.endpoint);
});
afterAll(async () => {
  folder.remove();
  await pipeline.stop();
});

const COPIES = 200;
const FEWER = 20;

test("the same message sent two hundred times at once becomes one SMS", async () => {
  const sent = anAppointment();
  await pipeline.send(...Array.from({ length: COPIES }, () => sent));
  await pipeline.drained();
  expect(await pipeline.textsTo(sent.phoneNumber ?? "")).toHaveLength(1);
  expect(await pipeline.item(sent)).toMatchObject({ status: "SMS_SENT", attempts: 1, possibleDuplicate: false });
  expect(await pipeline.metric("DuplicateNotifications")).toBe(COPIES - 1);
});

test("twenty copies for a refused number become one email", async () => {
  const sent = anAppointment({ phoneNumber: "+12065550190" });
  await pipeline.send(...Array.from({ length: FEWER }, () => sent));
  await pipeline.drained();
  expect(await pipeline.emailsTo(sent.email ?? "")).toHaveLength(1);
});

test("the same appointment with an offset and in local time is one notification", async () => {
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const inUtc = anAppointment({ appointmentTime: `${day}T17:00:00Z` });
  const local = { ...inUtc, appointmentTime: `${day}T17:00`, timeZone: "Africa/Abidjan" };
  await pipeline.send(inUtc, local);
  await pipeline.drained();
  expect(await pipeline.textsTo(inUtc.phoneNumber ?? "")).toHaveLength(1);
});

test("a failed notification is retried when the appointment is sent with another phone number", async () => {
  const failed = anAppointment({ phoneNumber: "n/a", email: undefined });
  await pipeline.send(failed);
  await pipeline.ended(failed, "NO_CONTACT");
  const corrected = { ...failed, phoneNumber: "+12065550177" };
  await pipeline.send(corrected);
  await pipeline.ended(corrected, "SMS_SENT");
  expect(await pipeline.textsTo("+12065550177")).toHaveLength(1);
});

/** One appointment of the patients `a` and `b`, each with a phone of their own. */
function ofTwoPatients(appointmentId: string): [AppointmentMessage, AppointmentMessage] {
  const a = anAppointment({ patientId: `a-of-${appointmentId}`, appointmentId });
  const b = anAppointment({ patientId: `b-of-${appointmentId}`, appointmentId, appointmentTime: a.appointmentTime });
  return [a, b];
}
const textsTo = async (...patients: AppointmentMessage[]) =>
  Promise.all(patients.map(async ({ phoneNumber = "" }) => (await pipeline.textsTo(phoneNumber)).length));
const logOf = ({ patientId }: AppointmentMessage) => ops(["log", "patient", patientId]);

/** Sends with the operator's command, and waits for the outcome. */
function sendAndWatch(of: AppointmentMessage) {
  const input = JSON.stringify(of);
  return ops(["send", "--file", "-", "--watch", "--watch-for", "1m", "--receipt-for", "none"], { input });
}

async function dailyRun() {
  const answer = await pipeline.cloud.fireSchedule();
  await pipeline.drained();
  return answer;
}

test("two patients of one appointment, queued at the same time, are both reminded and both in the log", async () => {
  const [a, b] = ofTwoPatients("slot-9");
  await pipeline.send({ ...a, patientId: "a" }, { ...b, patientId: "b" });
  for (const patientId of ["a", "b"]) {
    const { phoneNumber } = patientId === "a" ? a : b;
    const item = await pipeline.ended({ ...a, patientId }, "SMS_SENT");
    expect(item).toMatchObject({ patientId, appointmentId: "slot-9", phoneNumber, attempts: 1 });
    const { status, out } = await ops(["log", "patient", patientId]);
    expect([status, out]).toEqual([0, expect.stringContaining("SMS_SENT")]);
  }
  expect(await textsTo(a, b)).toEqual([1, 1]);
});

test("two patients of one appointment are both reminded by the daily run", async () => {
  const pair = ofTwoPatients("slot-10");
  const [reminderDate] = lastDays(Date.now(), CLINIC_TIME_ZONE, 0);
  for (const one of pair) {
    const Item = { ...one, reminderDate };
    await pipeline.cloud.dynamodb.send(new PutCommand({ TableName: NAMES.appointmentsTable, Item }));
  }
  expect(await dailyRun()).toMatchObject({ enqueued: 2, refused: 0 });
  for (const one of pair) expect(await pipeline.ended(one)).toMatchObject({ status: "SMS_SENT" });
  expect(await textsTo(...pair)).toEqual([1, 1]);
});

test("a duplicate of one patient's reminder is counted in that patient's item, and changes nothing else", async () => {
  const [a, b] = ofTwoPatients("slot-11");
  await pipeline.send(a, b);
  const before = { a: await pipeline.ended(a), b: await pipeline.ended(b) };
  await pipeline.send(a);
  await pipeline.drained();
  await pipeline.send(a);
  await pipeline.drained();
  const { duplicates, lastDuplicateAt = "", ...rest } = (await pipeline.item(a)) ?? {};
  expect([duplicates, rest, await pipeline.item(b)]).toEqual([2, before.a, before.b]);
  expect(Date.parse(lastDuplicateAt)).toBeGreaterThanOrEqual(Date.parse(before.a.updatedAt));
  expect((await logOf(a)).out).toMatch(/Duplicates, for which nothing was sent: 2, last .+\.\n/);
  expect((await logOf(b)).out).not.toContain("Queued again");
  expect(await textsTo(a, b)).toEqual([1, 1]);
});

test.each([
  ["the same message", {}],
  ["the same appointment with a corrected phone", { phoneNumber: "+12065550178" }],
  ["the same appointment with a corrected email", { email: "corrected@example.com" }],
])("send --watch of %s says that nothing was sent, and exits 1", async (_, changes) => {
  const sent = anAppointment();
  expect(await sendAndWatch(sent)).toMatchObject({ status: 0, out: expect.stringContaining("SMS_SENT: 1\n") });
  const { status, out } = await sendAndWatch({ ...sent, ...changes });
  expect([status, out]).toEqual([1, expect.stringContaining("already reminded, nothing sent (SMS_SENT): 1\n")]);
  // The command does not wait for the consumer.
  await pipeline.drained();
  expect(await pipeline.item(sent)).toMatchObject({ duplicates: 1, phoneNumber: sent.phoneNumber, email: sent.email });
  expect(await pipeline.textsTo("+12065550178")).toEqual([]);
});

test("a raised revision reminds again, and a repeated one does not", async () => {
  const sent = anAppointment();
  await sendAndWatch(sent);
  const raised = { ...sent, revision: 1 };
  expect(await sendAndWatch(raised)).toMatchObject({ status: 0, out: expect.stringContaining("SMS_SENT: 1\n") });
  expect(await sendAndWatch(raised)).toMatchObject({ status: 1 });
  await pipeline.drained();
  expect([await pipeline.item(sent), await pipeline.item(raised)]).toMatchObject([
    { status: "SMS_SENT" },
    { status: "SMS_SENT", revision: 1, duplicates: 1 },
  ]);
  expect(await textsTo(sent)).toEqual([2]);
});

test("an appointment that an import moves away and back is reminded each time, and not again by the same file", async () => {
  const imported = anAppointment({ appointmentTime: new Date(Date.now() + 20 * 3_600_000).toISOString() });
  const moved = { ...imported, appointmentTime: new Date(Date.now() + 22 * 3_600_000).toISOString() };
  for (const [row, texts, result] of [
    [imported, 1, "1 new"],
    [imported, 1, "1 already reminded"],
    [moved, 2, "new or changed: 1 (0 new)"],
    [imported, 3, "new or changed: 1 (0 new)"],
    [imported, 3, "1 already reminded"],
  ] as const) {
    const { status, out } = await ops(["import", folder.write("a.json", JSON.stringify([row]))]);
    expect([status, out]).toEqual([0, expect.stringContaining(result)]);
    await dailyRun();
    expect(await textsTo(imported)).toEqual([texts]);
  }
  expect(await pipeline.item({ ...imported, revision: 2 })).toMatchObject({ status: "SMS_SENT", revision: 2 });
});
