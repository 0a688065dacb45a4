import { anAppointment, type PipelineRun, startPipeline } from "../../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const byEmail = anAppointment({ phoneNumber: undefined, email: "patient@down.example" });
const refused = anAppointment({ phoneNumber: undefined, email: "patient@reject.example" });
const bySms = anAppointment({ phoneNumber: "+12065550192", email: undefined });

test("a redrive before the cause is removed returns every message to the DLQ, and loses none", async () => {
  await pipeline.send(byEmail, refused, bySms);
  for (const one of [byEmail, refused, bySms]) {
    await pipeline.ended(one, "ALL_FAILED");
    await pipeline.deadLetterOf(one);
  }
  const printed = await pipeline.redrive();
  expect(printed).toContain("moved to healthcare-appointments-dev: 1");
  expect(printed).toContain("moved to healthcare-email-fallback-dev: 2");
  await pipeline.drained();
  for (const one of [byEmail, refused, bySms]) {
    expect(await pipeline.item(one)).toMatchObject({ status: "ALL_FAILED" });
    await pipeline.deadLetterOf(one);
  }
});

test("a redrive after the cause is removed reminds each patient once, through the queue that the message belongs to", async () => {
  await pipeline.cloud.repair();
  await pipeline.redrive();
  expect(await pipeline.ended(byEmail, "EMAIL_SENT")).toMatchObject({ channel: "EMAIL" });
  expect(await pipeline.ended(refused, "EMAIL_SENT")).toMatchObject({ channel: "EMAIL" });
  expect(await pipeline.ended(bySms, "SMS_SENT")).toMatchObject({ channel: "SMS" });
  await pipeline.drained();
  const { sms, emails } = await pipeline.cloud.outbox();
  expect([sms.length, emails.length]).toEqual([1, 2]);
  expect(await pipeline.deadLetters()).toHaveLength(0);
});

test("a redrive of an empty DLQ moves nothing", async () => {
  expect(await pipeline.redrive()).toBe("moved: nothing\n");
});
