import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { duePartOf, type StoredAppointment } from "../../contracts/tables/appointments-table";
import { quarterFrom, quarterOf } from "../../contracts/tables/quarters";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const HOUR = 3_600_000;
const put = (Item: Partial<StoredAppointment>) =>
  pipeline.cloud.dynamodb.send(new PutCommand({ TableName: NAMES.appointmentsTable, Item }));
const stored = async ({ appointmentId, patientId }: AppointmentMessage) =>
  (
    await pipeline.cloud.dynamodb.send(
      new GetCommand({ TableName: NAMES.appointmentsTable, Key: { appointmentId, patientId } }),
    )
  ).Item;
const sweep = () => pipeline.cloud.fireSchedule(NAMES.sweepSchedule);

test("a plan's steps are sent one after the other, each once, by the sweep's own schedule", async () => {
  const start = Date.now() + 50 * HOUR;
  const appointment = anAppointment({
    appointmentTime: new Date(start).toISOString(),
    reminderPlan: "50h, 40h, 30h",
  });
  const texts = () => pipeline.textsTo(appointment.phoneNumber ?? "");
  const part = (quarter: string) => duePartOf(quarter, appointment.appointmentId ?? "", appointment.patientId);

  await put({ ...appointment, reminderDate: part(quarterOf(Date.now())), reminderStep: "50h" });
  expect(await sweep()).toMatchObject({ enqueued: 1 });
  await pipeline.drained();
  expect(await texts()).toHaveLength(1);
  const next = { reminderDate: part(quarterFrom(start - 40 * HOUR)), reminderStep: "40h" };
  expect(await stored(appointment)).toMatchObject(next);

  // Ten hours later, as far as the table is concerned.
  await put({ ...((await stored(appointment)) as StoredAppointment), reminderDate: part(quarterOf(Date.now())) });
  expect(await sweep()).toMatchObject({ enqueued: 1 });
  await pipeline.drained();
  expect(await texts()).toHaveLength(2);
  expect(await stored(appointment)).toMatchObject({ reminderStep: "30h" });

  // The first step again, as by a program that writes an old item.
  await put({ ...appointment, reminderDate: part(quarterOf(Date.now())), reminderStep: "50h" });
  expect(await sweep()).toMatchObject({ enqueued: 1 });
  await pipeline.drained();
  expect(await texts()).toHaveLength(2);
});

test("the sweep keeps how far it has come in the table, and finds nothing due there", async () => {
  await sweep();
  const item = await stored({ appointmentId: "#sweep", patientId: "#sweep" } as AppointmentMessage);
  expect(item?.sweptTo).toMatch(/^\d{4}-\d\d-\d\dT\d\d:(?:00|15|30|45)$/);
  expect(await sweep()).toMatchObject({ enqueued: 0, refused: 0 });
});
