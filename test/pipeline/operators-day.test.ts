/** An incident from its beginning to its end, by an operator's commands, on the deployed template and bundles. */

import { awsEnvironment } from "../support/environment";
import { ops as run } from "../support/ops";
import { anAppointment, type PipelineRun, startPipeline } from "../support/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
  awsEnvironment(pipeline.cloud.endpoint);
});
afterAll(() => pipeline.stop());

const ops = (...args: string[]) => run([...args, "--environment", "dev"]);
const byEmail = anAppointment({ phoneNumber: undefined, email: "patient@down.example" });
const bySms = anAppointment({ phoneNumber: "+12065550192", email: undefined });
const bad = { patientId: "patient-bad", appointmentTime: "soon" };

test("what fails is listed by its reason, and found in the log", async () => {
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

test("what is redriven after the trouble is over is followed to its outcome", async () => {
  await pipeline.cloud.mend();
  const { status, out } = await ops("dlq", "redrive", "--yes", "--watch", "--watch-for", "1m");
  expect(out).toContain("SMS_SENT: 1\n");
  expect(out).toContain("EMAIL_SENT");
  expect(out).toContain("stays, breaks the contract, CONTRACT_VIOLATION (appointmentTime): 1\n");
  expect(status).toBe(0);
});

test("what can never be sent is dropped, and the log says why", async () => {
  await ops("dlq", "drop", "--reason", "CONTRACT_VIOLATION", "--because", "sent again", "--yes");
  expect((await ops("dlq", "list")).out).toContain("is empty");
  expect((await ops("log", "patient", bad.patientId)).out).toContain('DROPPED, "sent again"');
});
