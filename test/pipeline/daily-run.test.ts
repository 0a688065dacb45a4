import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { lastDays } from "../../services/domain/appointment/appointment-time";
import { CLINIC_TIME_ZONE } from "../support/data/clinics";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const [threeDaysAgo, , , today] = lastDays(Date.now(), CLINIC_TIME_ZONE, 3);

const store = (appointment: AppointmentMessage, reminderDate: string | undefined) =>
  pipeline.cloud.dynamodb.send(
    new PutCommand({ TableName: NAMES.appointmentsTable, Item: { ...appointment, reminderDate } }),
  );
const stored = async ({ appointmentId, patientId }: AppointmentMessage) =>
  (
    await pipeline.cloud.dynamodb.send(
      new GetCommand({ TableName: NAMES.appointmentsTable, Key: { appointmentId, patientId } }),
    )
  ).Item;

test("the daily run only sends reminders that are due today or were missed", async () => {
  const due = anAppointment();
  const missed = anAppointment();
  const over = anAppointment({ appointmentTime: new Date(Date.now() - 3_600_000).toISOString() });
  const later = anAppointment({ appointmentTime: new Date(Date.now() + 9 * 86_400_000).toISOString() });
  const broken = { ...anAppointment(), timeZone: "Mars/Olympus" };
  await store(due, today);
  await store(missed, threeDaysAgo);
  await store(over, threeDaysAgo);
  await store(later, lastDays(Date.now() + 8 * 86_400_000, CLINIC_TIME_ZONE, 0)[0]);
  await store(broken, today);

  const answer = await pipeline.cloud.fireSchedule();
  expect(answer).toMatchObject({ enqueued: 2, refused: 1, expired: 1, unsent: 0 });
  expect(answer).toMatchObject({ refusals: [{ appointmentId: broken.appointmentId, field: "timeZone" }] });
  await pipeline.ended(due, "SMS_SENT");
  await pipeline.ended(missed, "SMS_SENT");
  await pipeline.ended(over, "EXPIRED");
  await pipeline.drained();
  expect(await pipeline.item(later)).toBeUndefined();
  expect((await pipeline.cloud.outbox()).sms).toHaveLength(2);

  // Queued reminders are no longer due; refused ones are, until the booking system corrects them.
  expect(await stored(due)).not.toHaveProperty("reminderDate");
  expect(await stored(due)).toHaveProperty("reminderQueuedAt");
  expect(await stored(over)).toHaveProperty("reminderMissedAt");
  expect(await stored(broken)).toHaveProperty("reminderDate", today);
});

test("a second run reminds nobody twice", async () => {
  expect(await pipeline.cloud.fireSchedule()).toMatchObject({ enqueued: 0, refused: 1, expired: 0 });
});

test("an appointment that is due again after its reminder was sent is not reminded again", async () => {
  const sent = anAppointment();
  await store(sent, today);
  await pipeline.cloud.fireSchedule();
  await pipeline.ended(sent, "SMS_SENT");
  await store(sent, today);
  expect(await pipeline.cloud.fireSchedule()).toMatchObject({ enqueued: 1 });
  await pipeline.drained();
  expect(await pipeline.textsTo(sent.phoneNumber ?? "")).toHaveLength(1);
});

test("an on-demand run queues the given list, and says which entries it refused and why", async () => {
  const given = anAppointment();
  const answer = await pipeline.cloud.invoke(NAMES.producer, { appointments: [given, { patientId: "patient-x" }] });
  expect(answer).toMatchObject({
    enqueued: 1,
    refused: 1,
    refusals: [{ index: 1, field: "appointmentTime", problem: "is required" }],
  });
  await pipeline.ended(given, "SMS_SENT");
});

test("an on-demand run without appointments is refused with a clear error", async () => {
  await expect(pipeline.cloud.invoke(NAMES.producer, { appointments: [] })).rejects.toMatchObject({
    name: "ProducerEventError",
    message: "appointments must hold at least one appointment",
  });
});
