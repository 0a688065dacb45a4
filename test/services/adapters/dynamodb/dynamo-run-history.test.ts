import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { isInternalItem } from "../../../../contracts/tables/appointments-table";
import { RUNS_ITEM, runPartsId } from "../../../../contracts/tables/daily-runs";
import { dynamoRunHistory } from "../../../../services/adapters/dynamodb/dynamo-run-history";
import { systemClock } from "../../../../services/adapters/system-clock";
import { systemRandom } from "../../../../services/adapters/system-random";
import { holdFlood } from "../../../../services/domain/floods/run-guard";
import { findHeldRun, releaseRun } from "../../../../services/ops/aws/floods/dynamo-held-run";
import { appointment } from "../../../support/data/records";
import { APPOINTMENTS, TestDynamo } from "../../../support/servers/dynamo";

let dynamo: TestDynamo;
let runs: ReturnType<typeof dynamoRunHistory>;
beforeAll(async () => {
  dynamo = await TestDynamo.start();
  runs = dynamoRunHistory(dynamo.client, APPOINTMENTS, { clock: systemClock, random: systemRandom });
});
afterAll(() => dynamo.stop());
beforeEach(() => dynamo.emptyAppointments());

const HELD = { since: "2026-12-01T14:00:00.000Z", day: "2026-12-01", due: 4_000, usual: 900, limit: 2_700 };
const find = () => findHeldRun(dynamo.client, APPOINTMENTS);
const release = (held = HELD) => releaseRun(dynamo.client, APPOINTMENTS, held);

test("before the first run nothing is known, and nothing is held", async () => {
  expect(await runs.read()).toEqual({ counts: {}, isReleased: false });
  expect(await find()).toBeUndefined();
});

test("the counts of the days are kept, and replaced as a whole", async () => {
  await runs.record({ "2026-11-30": 12, "2026-12-01": 0 });
  expect((await runs.read()).counts).toEqual({ "2026-11-30": 12, "2026-12-01": 0 });
  await runs.record({ "2026-12-01": 30 });
  expect((await runs.read()).counts).toEqual({ "2026-12-01": 30 });
});

test("a run is held until an operator releases it and it is done; its counts stay", async () => {
  await runs.record({ "2026-11-30": 12 });
  await runs.hold(HELD);
  expect(await runs.read()).toEqual({ counts: { "2026-11-30": 12 }, held: HELD, isReleased: false });
  expect(await release()).toBe(true);
  expect(await find()).toEqual({ held: HELD, isReleased: true });
  expect((await runs.read()).isReleased).toBe(true);
  await runs.clear();
  expect(await runs.read()).toEqual({ counts: { "2026-11-30": 12 }, isReleased: false });
});

test("a run that was done, or is held anew, is not released for what an operator saw before", async () => {
  expect(await release()).toBe(false);
  await runs.hold({ ...HELD, since: "2026-12-02T14:00:00.000Z" });
  expect(await release()).toBe(false);
  expect((await runs.read()).isReleased).toBe(false);
});

test("an item that somebody changed by hand holds nothing, and counts what can be read", async () => {
  const keys = { appointmentId: RUNS_ITEM.id, patientId: RUNS_ITEM.id };
  const item = { ...keys, held: "yes", released: true, due: { "2026-11-30": "many", "2026-12-01": 3 } };
  await dynamo.client.send(new PutCommand({ TableName: APPOINTMENTS, Item: item }));
  expect(await runs.read()).toEqual({ counts: { "2026-11-30": Number.NaN, "2026-12-01": 3 }, isReleased: false });
});

test("a flood over the parts of a day is held with the table's own counts, and goes on once it is released", async () => {
  const clock = { now: () => Date.parse(HELD.since) };
  const guard = { dueCounter: runs, runHistory: runs, floods: { factor: 2, minimum: 3 }, clock };
  await runs.record(Object.fromEntries([23, 24, 25, 26, 27, 28, 29].map((day) => [`2026-11-${day}`, 2])));
  const due = (count: number) =>
    dynamo.putAppointments(
      ...Array.from({ length: count }, (_, index) => ({
        ...appointment({ appointmentId: `a-${index}` }),
        reminderDate: `2026-12-01${index === 0 ? "" : `#${index.toString(16)}`}`,
      })),
    );
  await due(4);
  expect(await holdFlood(["2026-11-30", "2026-12-01"], guard)).toBeUndefined();
  expect((await runs.read()).counts["2026-12-01"]).toBe(4);
  await due(5);
  const held = await holdFlood(["2026-11-30", "2026-12-01"], guard);
  expect(held).toMatchObject({ day: "2026-12-01", due: 5, usual: 2, limit: 4 });
  await release(held);
  expect(await holdFlood(["2026-11-30", "2026-12-01"], guard)).toBeUndefined();
});

test("what is due is counted by the index, without reading it, and no further than asked for", async () => {
  for (let index = 0; index < 30; index += 1) {
    // Of 100 KB: a page has 1 MB at most.
    const Item = {
      ...appointment(),
      appointmentId: `a-${index}`,
      reminderDate: "2026-12-01",
      filler: "x".repeat(100_000),
    };
    await dynamo.client.send(new PutCommand({ TableName: APPOINTMENTS, Item }));
  }
  expect(await runs.count("2026-12-01", Number.POSITIVE_INFINITY)).toBe(30);
  expect(await runs.count("2026-12-02", Number.POSITIVE_INFINITY)).toBe(0);
  const some = await runs.count("2026-12-01", 5);
  expect([some > 5, some < 30]).toEqual([true, true]);
});

describe("The parts of a shared daily run", () => {
  const itemOf = async (run: string) => {
    const Key = { appointmentId: runPartsId(run), patientId: runPartsId(run) };
    return (await dynamo.client.send(new GetCommand({ TableName: APPOINTMENTS, Key }))).Item;
  };

  test("that are done add up, in any order, at the same time and twice", async () => {
    expect([...(await runs.partsDone("run-1", ["undivided", "0"]))].sort()).toEqual(["0", "undivided"]);
    await Promise.all((["1", "2", "3", "1"] as const).map((part) => runs.partsDone("run-1", [part])));
    expect([...(await runs.partsDone("run-1", ["0"]))].sort()).toEqual(["0", "1", "2", "3", "undivided"]);
  });

  test("are kept for each run by itself, and deleted after seven days", async () => {
    await runs.partsDone("run-1", ["a"]);
    expect(await runs.partsDone("run-2", ["b"])).toEqual(["b"]);
    const { ttl, ...item } = (await itemOf("run-2")) ?? {};
    expect(item).toEqual({ appointmentId: "#runs:run-2", patientId: "#runs:run-2", done: new Set(["b"]) });
    expect(Math.round((Number(ttl) - Date.now() / 1_000) / 86_400)).toBe(7);
  });

  test("are no appointment", async () => {
    await runs.partsDone("run-1", ["a"]);
    expect(isInternalItem((await itemOf("run-1")) ?? {})).toBe(true);
  });
});
