import { METRICS } from "../../contracts/metrics";
import type { DigestResponse } from "../../services/domain/digest/run-digest";
import { identifyNotification } from "../../services/domain/notification/notification";
import { CLINIC } from "../support/data/clinics";
import { awsEnvironment } from "../support/environment";
import { ops } from "../support/ops";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const digest = () => pipeline.cloud.fireSchedule(NAMES.digestSchedule) as Promise<DigestResponse>;
const notices = async () => (await pipeline.cloud.outbox()).notices;

test("a day on which nothing needs a person publishes nothing, and counts", async () => {
  const reminded = anAppointment();
  await pipeline.send(reminded);
  await pipeline.ended(reminded, "SMS_SENT");
  expect(await digest()).toMatchObject({ published: false, clinics: 0 });
  expect(await notices()).toEqual([]);
  expect(await pipeline.metric(METRICS.digestRuns)).toBe(1);
});

test("three patients without a usable contact, whom no alarm would show, are in the day's digest by their ids", async () => {
  const unreachable = [1, 2, 3].map(() => anAppointment({ phoneNumber: "n/a", email: undefined }));
  await pipeline.send(...unreachable);
  for (const one of unreachable) await pipeline.ended(one, "NO_CONTACT");
  expect(await digest()).toMatchObject({ published: true, totals: { noContact: { count: 3, earlier: 0 } } });
  const [notice, ...others] = await notices();
  expect(others).toEqual([]);
  expect(notice).toMatchObject({ subject: "Reminders dev: 3 not reminded", kind: "daily-digest" });
  for (const one of unreachable) {
    expect(notice?.message).toContain(identifyNotification(one, CLINIC).notificationId);
    for (const data of [one.patientId, one.doctorName, one.location]) expect(notice?.message).not.toContain(data);
  }
  awsEnvironment(pipeline.cloud.endpoint);
  const { out } = await ops(["digest", "--list", "--json"]);
  const ids = unreachable.map(({ patientId }) => patientId).sort();
  const { notifications } = JSON.parse(out) as { notifications: { patientId: string }[] };
  expect(notifications.map(({ patientId }) => patientId).sort()).toEqual(ids);
});

test("what was corrected is no longer in the next digest, and what fails since then is", async () => {
  const [corrected, failed] = [anAppointment({ phoneNumber: undefined, email: "nobody" }), anAppointment()];
  await pipeline.send(corrected);
  await pipeline.ended(corrected, "NO_CONTACT");
  const before = await digest();
  await pipeline.send({ ...corrected, phoneNumber: "+12065550177" });
  await pipeline.ended(corrected, "SMS_SENT");
  await pipeline.send({ ...failed, phoneNumber: undefined, email: "patient@reject.example" });
  await pipeline.ended(failed, "ALL_FAILED");
  const { totals, deadLetters } = await digest();
  expect(totals.noContact.count).toBe(before.totals.noContact.count - 1);
  expect(totals.failed).toEqual({ count: 1, earlier: 0 });
  expect(deadLetters).toEqual([{ queue: NAMES.deadLetterQueue, messages: 1 }]);
});
