/** Several runs that share the daily run, on the template and its bundles. */
import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { METRICS } from "../../contracts/metrics";
import { RUNS_ITEM } from "../../contracts/tables/daily-runs";
import { DUE_PARTS, duePartsOf } from "../../contracts/tables/due-parts";
import { lastDays } from "../../services/domain/appointment/appointment-time";
import { CLINIC_TIME_ZONE } from "../support/data/clinics";
import { awsEnvironment } from "../support/environment";
import { eventually } from "../support/eventually";
import { ops } from "../support/ops";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline(undefined, {
    commandLine: { producerRuns: "4", floodMinimum: "20", floodFactor: "2" },
  });
});
afterAll(() => pipeline.stop());

const [today = "", ...before] = lastDays(Date.now(), CLINIC_TIME_ZONE, 8).reverse();
const put = (Item: object) =>
  pipeline.cloud.dynamodb.send(new PutCommand({ TableName: NAMES.appointmentsTable, Item }));

/** An appointment in each due list of today. */
async function oneOfEachPart(): Promise<AppointmentMessage[]> {
  const appointments = duePartsOf(today).map((reminderDate) => ({ ...anAppointment(), reminderDate }));
  await Promise.all(appointments.map(put));
  return appointments.map(({ reminderDate, ...appointment }) => appointment);
}
/** The parts that are done, of each daily run that several runs shared. */
async function partsDone(): Promise<string[][]> {
  const scan = new ScanCommand({
    TableName: NAMES.appointmentsTable,
    FilterExpression: "begins_with(appointmentId, :runs)",
    ExpressionAttributeValues: { ":runs": `${RUNS_ITEM.id}:` },
  });
  const { Items = [] } = await pipeline.cloud.dynamodb.send(scan);
  return Items.map(({ done }) => [...(done as Iterable<string>)].sort());
}
const completed = (runs: number) =>
  eventually(`${runs} complete daily runs`, async () => (await pipeline.metric(METRICS.dailyRuns)) === runs);

test("they remind everybody once, and the daily run completes with the last of them", async () => {
  const due = await oneOfEachPart();
  expect(await pipeline.cloud.fireSchedule()).toMatchObject({ enqueued: 0, started: 4 });
  for (const appointment of due) await pipeline.ended(appointment, "SMS_SENT");
  await completed(1);
  expect(await partsDone()).toEqual([[...DUE_PARTS].sort()]);
  expect(await pipeline.metric(METRICS.queued)).toBe(17);
  await pipeline.drained();
  expect((await pipeline.cloud.outbox()).sms).toHaveLength(17);
  expect((await pipeline.cloud.permissions()).refused).toEqual([]);
});

test("a flood holds all of them, and one release starts all of them", async () => {
  const usual = Object.fromEntries(before.map((day) => [day, 3]));
  await put({ appointmentId: RUNS_ITEM.id, patientId: RUNS_ITEM.id, [RUNS_ITEM.due]: usual });
  const due = [...(await oneOfEachPart()), ...(await oneOfEachPart())];
  expect(await pipeline.cloud.fireSchedule()).toMatchObject({ held: { day: today, usual: 3, limit: 20 } });
  expect(await partsDone()).toHaveLength(1);
  awsEnvironment(pipeline.cloud.endpoint);
  expect((await ops(["release", "run", "--yes", "--because", "a test"])).out).toContain("is released");
  await pipeline.sweep();
  for (const appointment of due) await pipeline.ended(appointment, "SMS_SENT");
  await completed(2);
  expect(await partsDone()).toHaveLength(2);
});
