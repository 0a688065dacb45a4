/** Quiet hours on the emulators: the deployed bundles, roles and schedules. */
import { GetCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { ENV } from "../../contracts/environment";
import { APPOINTMENTS_TABLE } from "../../contracts/tables/appointments-table";
import { quarterOf } from "../../contracts/tables/quarters";
import { changedApp, named } from "../support/data/changed-assembly";
import { awsEnvironment } from "../support/environment";
import { eventually } from "../support/eventually";
import { ops } from "../support/ops";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  const assembly = await changedApp((template) => {
    const consumer = named(template, "AWS::Lambda::Function", "FunctionName", NAMES.smsConsumer);
    const { Variables } = consumer.Environment as { Variables: Record<string, unknown> };
    Variables[ENV.sendWindow] = "09:00-20:00";
  });
  pipeline = await startPipeline(assembly);
});
afterAll(() => pipeline.stop());

/** A zone in which it is between these hours now, whenever the test runs: 24 zones are enough. */
function zoneAt(from: number, to: number): string {
  const zones = [
    "Pacific/Apia",
    "Pacific/Honolulu",
    "America/Anchorage",
    "America/Los_Angeles",
    "America/Denver",
  ].concat(
    ["America/Chicago", "America/New_York", "America/Halifax", "America/Sao_Paulo", "Atlantic/South_Georgia"],
    ["Atlantic/Azores", "UTC", "Europe/Paris", "Europe/Athens", "Europe/Moscow", "Asia/Dubai", "Asia/Karachi"],
    ["Asia/Dhaka", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo", "Australia/Brisbane", "Pacific/Noumea"],
    ["Pacific/Auckland", "Pacific/Pago_Pago"],
  );
  const hourIn = (timeZone: string) =>
    Number(new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(Date.now()));
  const found = zones.find((zone) => from <= hourIn(zone) && hourIn(zone) <= to);
  if (!found) throw new Error("it is that hour nowhere");
  return found;
}

const table = NAMES.appointmentsTable;
const held = async (notificationId: string) => {
  const { Items = [] } = await pipeline.cloud.dynamodb.send(new ScanCommand({ TableName: table }));
  return Items.find(({ appointmentId }) => appointmentId === `#hold:${notificationId}`);
};

test("a text in the evening of its patient's zone waits in the table, and on no queue", async () => {
  const late = anAppointment({
    timeZone: zoneAt(21, 22),
    appointmentTime: new Date(Date.now() + 30 * 3_600_000).toISOString(),
  });
  await pipeline.send(late);
  const item = await pipeline.ended(late, "SMS_WAITING");
  await pipeline.drained();
  expect(item).toMatchObject({ reason: "QUIET_HOURS", attempts: 0 });
  const waits = Date.parse(item.waitingUntil ?? "") - Date.now();
  expect(waits).toBeGreaterThan(9.9 * 3_600_000);
  expect(waits).toBeLessThanOrEqual(12 * 3_600_000);
  expect(await held(item.notificationId)).toMatchObject({ patientId: late.patientId });
  expect(await pipeline.textsTo(late.phoneNumber ?? "")).toEqual([]);
  expect(await pipeline.metric("HeldNotifications")).toBe(1);

  const page = await fetch(`${pipeline.cloud.endpoint}/_local/waiting`);
  expect(await page.json()).toEqual([{ until: item.waitingUntil, count: 1 }]);
  awsEnvironment(pipeline.cloud.endpoint);
  const { out } = await ops(["log", "day", "--environment", "dev"]);
  expect(out).toContain("Waiting for a send window: 1 text until ");
});

test("a text whose window has opened is released by the sweep, sent, and no longer in the table", async () => {
  const due = anAppointment({ timeZone: zoneAt(10, 18) });
  const notificationId = "0123456789abcdef0123456789abcdef";
  const Item = {
    appointmentId: `#hold:${notificationId}`,
    patientId: due.patientId,
    [APPOINTMENTS_TABLE.dueDate]: `${quarterOf(Date.now())}#0`,
    [APPOINTMENTS_TABLE.dueSortKey]: new Date(due.appointmentTime).toISOString(),
    body: JSON.stringify(due),
    attributes: {},
    opensAt: Date.now() - 60_000,
    holdId: "hold-1",
    ttl: 4_000_000_000,
  };
  await pipeline.cloud.dynamodb.send(new PutCommand({ TableName: table, Item }));
  await pipeline.sweep();
  expect(await pipeline.ended(due)).toMatchObject({ status: "SMS_SENT" });
  await eventually("the item is deleted", async () => {
    const Key = { appointmentId: Item.appointmentId, patientId: Item.patientId };
    const { Item: found } = await pipeline.cloud.dynamodb.send(new GetCommand({ TableName: table, Key }));
    return found ? undefined : true;
  });
});

test("every call was one that its role allows", async () => {
  expect((await pipeline.cloud.permissions()).refused).toEqual([]);
});
