/** The AWS calls that a reminder takes, over its whole path: the list of docs/calls.md, counted. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { duePartsOf } from "../../contracts/appointments-table";
import { METRICS } from "../../contracts/metrics";
import { lastDays } from "../../services/domain/appointment/appointment-time";
import { CLINIC_TIME_ZONE } from "../support/data/records";
import { eventually } from "../support/eventually";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

type Counts = Record<string, number>;

const CATCH_UP_DAYS = 7;
/** Of a daily run, however many are due, up to a page of each list. */
const OF_A_RUN: Counts = {
  "Query healthcare-appointments table": (CATCH_UP_DAYS + 1) * duePartsOf("2026-12-01").length,
  PutMetricData: 1,
};

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

/** Calls since the start; neither polls that find nothing nor the SDK's repetitions: those belong to no reminder. */
async function calls(): Promise<Counts> {
  const counts: Counts = {};
  for (const { operation, resource, times, retries } of await pipeline.cloud.calls()) {
    if (operation === "GetQueueAttributes" || operation.endsWith("(empty)")) continue;
    const name = [operation, ...subjectOf(resource)].join(" ");
    counts[name] = (counts[name] ?? 0) + times - retries;
  }
  return counts;
}

function subjectOf(resource: string): string[] {
  if (resource === "*") return [];
  if (!resource.startsWith("arn:")) return ["a phone"];
  const [, kind, name = ""] = /([a-z]+\/)?([\w-]+)-dev(?:\/index\/\w+)?$/.exec(resource) ?? [];
  return [kind ? `${name} table` : name];
}

/** Reminders that the daily run finds, from the table to the end of their messages; without what the run itself takes. */
async function callsOf(appointments: readonly AppointmentMessage[]): Promise<Counts> {
  const [reminderDate] = lastDays(Date.now(), CLINIC_TIME_ZONE, 0);
  for (const appointment of appointments) {
    const Item = { ...appointment, reminderDate };
    await pipeline.cloud.dynamodb.send(new PutCommand({ TableName: NAMES.appointmentsTable, Item }));
  }
  const before = await calls();
  const runsBefore = await pipeline.metric(METRICS.dailyRuns);
  await pipeline.cloud.fireSchedule();
  for (const appointment of appointments) await pipeline.ended(appointment, "SMS_SENT");
  await pipeline.drained();
  // It takes reminders off the list when they are queued, and some may be sent before.
  await eventually("the run ends", async () => (await pipeline.metric(METRICS.dailyRuns)) > runsBefore);
  const made = Object.entries(await calls()).map(
    ([name, count]) => [name, count - (before[name] ?? 0) - (OF_A_RUN[name] ?? 0)] as const,
  );
  return withOneLook(Object.fromEntries(made.filter(([, count]) => count !== 0)));
}

/** Messages whose reminders were sent before, from their sender to the end. */
async function callsOfDuplicates(count: number): Promise<Counts> {
  const sent = many(count);
  await pipeline.send(...sent);
  for (const appointment of sent) await pipeline.ended(appointment, "SMS_SENT");
  await pipeline.drained();
  const before = await calls();
  await pipeline.send(...sent);
  await pipeline.drained();
  const made = Object.entries(await calls()).map(([name, times]) => [name, times - (before[name] ?? 0)] as const);
  return withOneLook(Object.fromEntries(made.filter(([, times]) => times !== 0)));
}

/** A batch looks once whether sending is stopped, and once more for each second that a slow machine takes for it. */
function withOneLook(made: Counts): Counts {
  const looks = "GetItem sending-stops table";
  return (made[looks] ?? 0) > 1 ? { ...made, [looks]: 1 } : made;
}

const DUPLICATES = "## A repeated message";

/** What the page says, by the number of reminders. */
function listed(column: "10" | "1", section: "reminders" | "duplicates" = "reminders"): Counts {
  const [reminders = "", duplicates = ""] = readFileSync(join(__dirname, "../../docs/calls.md"), "utf8").split(
    DUPLICATES,
  );
  const page = section === "reminders" ? reminders : duplicates;
  const rows = [...page.matchAll(/^\| `(\w+)` \|([^|]*)\| (\d+) \| (\d+) \|/gm)];
  return Object.fromEntries(
    rows.map(([, operation, subject = "", ten, one]) => [
      [operation, subject.replaceAll("`", "").trim()].join(" ").trim(),
      Number(column === "10" ? ten : one),
    ]),
  );
}

const many = (count: number) => Array.from({ length: count }, () => anAppointment());

test("a reminder alone takes the calls that the page lists, and no other", async () => {
  expect(await callsOf(many(1))).toEqual(listed("1"));
});

test("ten reminders in one batch take the calls that the page lists, and no other", async () => {
  expect(await callsOf(many(10))).toEqual(listed("10"));
});

test.each(["1", "10"] as const)("%s messages that come again take the calls that the page lists", async (count) => {
  const made = await callsOfDuplicates(Number(count));
  // The local run's table refuses a write without the item.
  expect(made).toEqual({ ...listed(count, "duplicates"), "GetItem notification-delivery-logs table": Number(count) });
});

test("the sums of the page are those of its rows", () => {
  const page = readFileSync(join(__dirname, "../../docs/calls.md"), "utf8");
  const [, ten, one, each] =
    /\*\*in all\*\* \| \*\*(\d+)\*\* \| \*\*(\d+)\*\* \| \*\*([\d.]+) a reminder/.exec(page) ?? [];
  const sum = (counts: Counts) => Object.values(counts).reduce((total, count) => total + count, 0);
  expect([Number(ten), Number(one), Number(each)]).toEqual([
    sum(listed("10")),
    sum(listed("1")),
    sum(listed("10")) / 10,
  ]);
});
