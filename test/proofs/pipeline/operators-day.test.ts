/** An incident from start to end, with an operator's commands, on the deployed template and bundles. */

import { METRICS } from "../../../contracts/metrics";
import { STOPPED_CODE } from "../../../contracts/tables/sending-stops";
import { awsEnvironment } from "../../support/environment";
import { eventually } from "../../support/eventually";
import { ops as run } from "../../support/ops";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
  awsEnvironment(pipeline.cloud.endpoint);
});
afterAll(() => pipeline.stop());

const ops = (...args: string[]) => run([...args, "--environment", "dev"]);
const byEmail = anAppointment({ phoneNumber: undefined, email: "patient@down.example" });
const bySms = anAppointment({ phoneNumber: "+12065550192", email: undefined });
const late = anAppointment();
const lateByEmail = anAppointment({ phoneNumber: undefined });
const bad = { patientId: "patient-bad", appointmentTime: "soon" };

test("failed messages are listed by reason, and found in the log", async () => {
  await pipeline.send(byEmail, bySms);
  await pipeline.sendBodies([JSON.stringify(bad)]);
  for (const one of [byEmail, bySms]) {
    await pipeline.ended(one, "ALL_FAILED");
    await pipeline.deadLetterOf(one);
  }
  await pipeline.drained();
  const { out } = await ops("dlq", "list");
  expect(out).toContain("3 messages");
  for (const reason of ["EMAIL_ATTEMPTS_EXHAUSTED", "NO_USABLE_EMAIL", "CONTRACT_VIOLATION"]) {
    expect(out).toContain(reason);
  }
  expect((await ops("log", "day", "--state", "ALL_FAILED")).out).toContain(": 2 notifications\n");
  expect((await ops("log", "patient", bySms.patientId)).out).toContain("NO_USABLE_EMAIL");
});

test("reminders that are queued or redriven while sending is stopped wait, and none fails", async () => {
  const { status, out } = await ops("stop", "--because", "the carriers are down");
  expect([status, out]).toEqual([0, expect.stringMatching(/^Texts and emails of dev are stopped\.\n/)]);
  await pipeline.cloud.repair();
  await pipeline.send(late, lateByEmail);
  expect((await ops("dlq", "redrive", "--yes", "--reason", "NO_USABLE_EMAIL")).err).toContain(
    "Texts have been stopped since",
  );
  for (const [one, waits] of [
    [late, "SMS_RETRYING"],
    [lateByEmail, "EMAIL_PENDING"],
    [bySms, "SMS_RETRYING"],
  ] as const) {
    await eventually(`the reminder of ${one.appointmentId} waits, and was retried`, async () => {
      const item = await pipeline.item(one);
      const stopped = item?.history.filter(({ code }) => code === STOPPED_CODE) ?? [];
      return item?.status === waits && stopped.length > 1;
    });
  }
  const { sms, emails } = await pipeline.cloud.outbox();
  expect([sms, emails]).toEqual([[], []]);
  expect((await pipeline.cloud.queueCounts())[NAMES.deadLetterQueue]).toMatchObject({ visible: 2 });
  const doctor = await ops("doctor");
  expect([doctor.status, doctor.out]).toEqual([
    1,
    expect.stringMatching(/FAIL {2}Texts are sent +stopped since .+: "the/),
  ]);
});

test("waiting reminders are sent once when sending is started", async () => {
  const { status, out } = await ops("start", "--because", "the carriers work again", "--yes");
  expect([status, out]).toEqual([0, expect.stringMatching(/^Texts and emails of dev are started\.\n/)]);
  await pipeline.ended(late, "SMS_SENT");
  await pipeline.ended(lateByEmail, "EMAIL_SENT");
  await pipeline.ended(bySms, "SMS_SENT");
  await pipeline.drained();
  expect(await pipeline.textsTo(late.phoneNumber ?? "")).toHaveLength(1);
  expect(await pipeline.textsTo(bySms.phoneNumber ?? "")).toHaveLength(1);
  expect(await pipeline.emailsTo(lateByEmail.email ?? "")).toHaveLength(1);
  const { metrics } = await pipeline.cloud.outbox();
  expect(metrics.filter(({ name }) => name === METRICS.sendingStopped).map(({ value }) => value)).toEqual([1, 0]);
  expect((await ops("doctor")).out).toMatch(/ok {4}Texts are sent +not stopped\n/);
});

test("a redrive after the cause is removed follows the reminders to their outcomes", async () => {
  const { status, out } = await ops("dlq", "redrive", "--yes", "--watch", "--watch-for", "1m");
  expect(out).toContain("EMAIL_SENT");
  expect(out).toContain("kept, breaks the contract, CONTRACT_VIOLATION (appointmentTime): 1\n");
  expect(status).toBe(0);
});

test("a message that can never be sent is dropped, and the log has the reason", async () => {
  await ops("dlq", "drop", "--reason", "CONTRACT_VIOLATION", "--because", "sent again", "--yes");
  expect((await ops("dlq", "list")).out).toContain("is empty");
  expect((await ops("log", "patient", bad.patientId)).out).toContain('DROPPED, "sent again"');
});
