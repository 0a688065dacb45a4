/** Counts the AWS calls of a reminder over its whole path, and compares them with docs/calls.md. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { METRICS } from "../../contracts/metrics";
import { duePartsOf } from "../../contracts/tables/due-parts";
import { lastDays } from "../../services/domain/appointment/appointment-time";
import { CLINIC_TIME_ZONE } from "../support/data/clinics";
import { eventually } from "../support/eventually";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

type Counts = Record<string, number>;

const CATCH_UP_DAYS = 7;
/** Calls of a daily run, for any number of due reminders up to one page per list. */
const OF_A_RUN: Counts = {
  // The day's parts are counted before.
  "Query healthcare-appointments table": (CATCH_UP_DAYS + 2) * duePartsOf("2026-12-01").length,
  // What is known of the days before, and the day's count.
  "GetItem healthcare-appointments table": 1,
  "UpdateItem healthcare-appointments table": 1,
  PutMetricData: 1,
};

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline(undefined, { commandLine: { maxTextsPerPhone: "10" } });
});
afterAll(() => pipeline.stop());

/** Calls since the start, without empty polls and the SDK's retries, which belong to no reminder. */
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

/** Calls for reminders of the daily run, from the table to the deletion of their messages, without those of the run. */
async function callsOf(appointments: readonly AppointmentMessage[]): Promise<Counts> {
  const [reminderDate] = lastDays(Date.now(), CLINIC_TIME_ZONE, 0);
  for (const appointment of appointments) {
    const Item = { ...appointment, reminderDate };
    await pipeline.cloud.dynamodb.send(new PutCommand({ TableName: NAMES.appointmentsTable, Item }));
  }
  await untilStopsAreOld();
  const before = await calls();
  const runsBefore = await pipeline.metric(METRICS.dailyRuns);
  await pipeline.cloud.fireSchedule();
  for (const appointment of appointments) await pipeline.ended(appointment, "SMS_SENT");
  await pipeline.drained();
  // The run marks reminders as queued after sending their messages, so some may be sent before.
  await eventually("the run ends", async () => (await pipeline.metric(METRICS.dailyRuns)) > runsBefore);
  const made = Object.entries(await calls()).map(
    ([name, count]) => [name, count - (before[name] ?? 0) - (OF_A_RUN[name] ?? 0)] as const,
  );
  return withOneLook(Object.fromEntries(made.filter(([, count]) => count !== 0)));
}

/** Calls for messages whose reminders were sent before, from the sender to the deletion. */
async function callsOfDuplicates(count: number): Promise<Counts> {
  const sent = many(count);
  await pipeline.send(...sent);
  for (const appointment of sent) await pipeline.ended(appointment, "SMS_SENT");
  await pipeline.drained();
  await untilStopsAreOld();
  const before = await calls();
  await pipeline.send(...sent);
  await pipeline.drained();
  const made = Object.entries(await calls()).map(([name, times]) => [name, times - (before[name] ?? 0)] as const);
  return withOneLook(Object.fromEntries(made.filter(([, times]) => times !== 0)));
}

/** A thread that has just read whether sending is stopped does not read it again for a second, for another batch either. */
async function untilStopsAreOld(): Promise<void> {
  await wait(1_100);
}

/** A batch reads once whether sending is stopped, and again for each second that it takes on a slow machine. */
function withOneLook(made: Counts): Counts {
  const looks = "GetItem sending-stops table";
  return (made[looks] ?? 0) > 1 ? { ...made, [looks]: 1 } : made;
}

/** Calls for an answer, from its queue to its deletion. */
async function callsOfAnAnswer(): Promise<Counts> {
  const of = anAppointment();
  await pipeline.cloud.dynamodb.send(new PutCommand({ TableName: NAMES.appointmentsTable, Item: of }));
  await pipeline.send(of);
  await pipeline.ended(of, "SMS_SENT");
  await pipeline.drained();
  await untilStopsAreOld();
  const before = await calls();
  const phone = of.phoneNumber ?? "";
  await pipeline.cloud.reply(phone, "C");
  await eventually("the answer is acknowledged", async () => (await pipeline.textsTo(phone)).length === 2);
  await pipeline.drained();
  const made = Object.entries(await calls()).map(([name, times]) => [name, times - (before[name] ?? 0)] as const);
  return withOneLook(Object.fromEntries(made.filter(([, times]) => times !== 0)));
}

const DUPLICATES = "## A repeated message";
const ANSWERS = "## An answer";

/** The counts on the page, by the number of reminders. */
function listed(column: "10" | "1", section: "reminders" | "duplicates" = "reminders"): Counts {
  const [reminders = "", duplicates = ""] = readFileSync(join(__dirname, "../../docs/calls.md"), "utf8").split(
    DUPLICATES,
  );
  const page = section === "reminders" ? reminders : duplicates;
  const rows = [...page.matchAll(/^\| `(\w+)` \|([^|]*)\| (\d+) \| (\d+) \|/gm)];
  const counts = rows.map(
    ([, operation, subject = "", ten, one]) =>
      [[operation, subject.replaceAll("`", "").trim()].join(" ").trim(), Number(column === "10" ? ten : one)] as const,
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** The counts on the page of an answer. */
function listedOfAnAnswer(): Counts {
  const [, section = ""] = readFileSync(join(__dirname, "../../docs/calls.md"), "utf8").split(ANSWERS);
  const rows = [...section.matchAll(/^\| `(\w+)` \|([^|]*)\| (\d+) \|/gm)];
  return Object.fromEntries(
    rows.map(([, operation, subject = "", count]) => [
      [operation, subject.replaceAll("`", "").trim()].join(" ").trim(),
      Number(count),
    ]),
  );
}

const many = (count: number) => Array.from({ length: count }, () => anAppointment());

test("a single reminder makes exactly the calls on the page", async () => {
  expect(await callsOf(many(1))).toEqual(listed("1"));
});

test("ten reminders in one batch make exactly the calls on the page", async () => {
  expect(await callsOf(many(10))).toEqual(listed("10"));
});

test.each(["1", "10"] as const)("%s repeated messages make exactly the calls on the page", async (count) => {
  const made = await callsOfDuplicates(Number(count));
  // In the local run, the error of a failed condition does not have the item.
  expect(made).toEqual({ ...listed(count, "duplicates"), "GetItem notification-delivery-logs table": Number(count) });
});

test("an answer makes exactly the calls on the page", async () => {
  expect(await callsOfAnAnswer()).toEqual(listedOfAnAnswer());
});

test("the sums on the page are the sums of its rows", () => {
  const page = readFileSync(join(__dirname, "../../docs/calls.md"), "utf8");
  const [, ten, one, each] =
    /\*\*in all\*\* \| \*\*(\d+)\*\* \| \*\*(\d+)\*\* \| \*\*([\d.]+) a reminder/.exec(page) ?? [];
  const sum = (counts: Counts) => Object.values(counts).reduce((total, count) => total + count, 0);
  expect([Number(ten), Number(one), Number(each)]).toEqual([
    sum(listed("10")),
    sum(listed("1")),
    sum(listed("10")) / 10,
  ]);
  // One call of End User Messaging takes the place of two of SNS.
  const [, tenByOther, oneByOther, eachByOther] = /: (\d+) and (\d+)\s+calls, ([\d.]+) a reminder/.exec(page) ?? [];
  const replaced = (counts: Counts) => sum(counts) - (counts.CheckIfPhoneNumberIsOptedOut ?? 0);
  expect([Number(tenByOther), Number(oneByOther), Number(eachByOther)]).toEqual([
    replaced(listed("10")),
    replaced(listed("1")),
    replaced(listed("10")) / 10,
  ]);
  const [, answer] = /\*\*in all\*\* \| \*\*(\d+)\*\* \| \|/.exec(page) ?? [];
  expect(Number(answer)).toBe(sum(listedOfAnAnswer()));
});
