import { anAppointment, type PipelineRun, startPipeline } from "../support/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
}, 60_000);
afterAll(() => pipeline.stop());

const COPIES = 200;
const FEWER = 20;

test("the same message sent two hundred times at once becomes one SMS", async () => {
  const sent = anAppointment();
  await pipeline.send(...Array.from({ length: COPIES }, () => sent));
  await pipeline.drained();
  expect(await pipeline.textsTo(sent.phoneNumber ?? "")).toHaveLength(1);
  expect(await pipeline.item(sent)).toMatchObject({ status: "SMS_SENT", attempts: 1, mayBeToldTwice: false });
  expect(await pipeline.metric("DuplicateNotifications")).toBe(COPIES - 1);
});

test("twenty copies for a refused number become one email", async () => {
  const sent = anAppointment({ phoneNumber: "+12065550190" });
  await pipeline.send(...Array.from({ length: FEWER }, () => sent));
  await pipeline.drained();
  expect(await pipeline.emailsTo(sent.email ?? "")).toHaveLength(1);
});

test("the same appointment told with an offset and as local time is one notification", async () => {
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const inUtc = anAppointment({ appointmentTime: `${day}T17:00:00Z` });
  const local = { ...inUtc, appointmentTime: `${day}T17:00`, timeZone: "Africa/Abidjan" };
  await pipeline.send(inUtc, local);
  await pipeline.drained();
  expect(await pipeline.textsTo(inUtc.phoneNumber ?? "")).toHaveLength(1);
});

test("a failed notification is tried again when the appointment comes with another phone number", async () => {
  const failed = anAppointment({ phoneNumber: "n/a", email: undefined });
  await pipeline.send(failed);
  await pipeline.ended(failed, "NO_CONTACT");
  const corrected = { ...failed, phoneNumber: "+12065550177" };
  await pipeline.send(corrected);
  await pipeline.ended(corrected, "SMS_SENT");
  expect(await pipeline.textsTo("+12065550177")).toHaveLength(1);
});
