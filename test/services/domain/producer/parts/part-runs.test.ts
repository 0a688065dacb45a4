/** A daily run that several runs share. */
import type { PartRunEvent, ProducerResponse } from "../../../../../contracts/producer-event";
import { DUE_PARTS, duePartsOf } from "../../../../../contracts/tables/due-parts";
import { sharesOf } from "../../../../../services/domain/producer/parts/part-runs";
import { NOW } from "../../../../support/data/records";
import { ProducerWorld, stored, storedMany, TODAY } from "../../../../support/worlds/producer-world";

const DAYS = ["24", "25", "26", "27", "28", "29", "30"].map((day) => `2026-11-${day}`).concat(TODAY);
/** Twenty reminders a day: sixty are allowed. */
const USUAL = Object.fromEntries(DAYS.slice(0, -1).map((day) => [day, 20]));

const sharedBy = (runs: number) => new ProducerWorld(NOW, runs);
/** Each of the sixteen parts and the undivided list has an appointment that is due. */
const oneOfEachPart = () => duePartsOf(TODAY).map((reminderDate) => stored(`of ${reminderDate}`, { reminderDate }));
async function runStarted(world: ProducerWorld, events: readonly PartRunEvent[] = world.partRuns.started) {
  const answers: ProducerResponse[] = [];
  for (const event of [...events]) answers.push(await world.run(event));
  return answers;
}
const metrics = (world: ProducerWorld) => world.metrics.calls;

test.each([1, 4, 16])(
  "each part of a day belongs to exactly one of %d runs, and so does the undivided list",
  (runs) => {
    const shares = sharesOf(runs);
    expect(shares).toHaveLength(runs);
    expect(shares.flat().sort()).toEqual([...DUE_PARTS].sort());
    const sizes = shares.map((parts) => parts.filter((part) => part !== "undivided").length);
    expect(sizes).toEqual(Array.from({ length: runs }, () => 16 / runs));
  },
);

test.each([4, 16])(
  "%d runs queue all parts of the day, each its own, and the daily run queues nothing",
  async (runs) => {
    const world = sharedBy(runs);
    world.appointments.put(...oneOfEachPart());
    expect(await world.runSchedule()).toMatchObject({ enqueued: 0, started: runs });
    expect([world.appointments.daysRead, world.queue.bodies]).toEqual([[], []]);
    const answers = await runStarted(world);
    const [first, ...others] = answers.map(({ enqueued }) => enqueued);
    expect([first, new Set(others)]).toEqual([16 / runs + 1, new Set([16 / runs])]);
    expect(world.queuedIds).toEqual(duePartsOf(TODAY).map((part) => `of ${part}`));
    expect(world.appointments.dueIds).toEqual([]);
  },
);

test("each reads its parts of the days that the daily run reads, even after midnight", async () => {
  const world = sharedBy(16);
  await world.runSchedule();
  const last = world.partRuns.started.filter(({ parts }) => parts.includes("f"));
  expect(last).toEqual([{ source: "daily-run-part", run: "run-1", days: DAYS, parts: ["f"] }]);
  world.clock.advance(20 * 3_600_000);
  await runStarted(world, last);
  expect(world.appointments.daysRead).toEqual(DAYS.map((day) => `${day}#f`));
});

test("a daily run that one run does starts no other", async () => {
  const world = sharedBy(1);
  world.appointments.put(...oneOfEachPart());
  expect(await world.runSchedule()).not.toHaveProperty("started");
  expect(world.queuedIds).toHaveLength(17);
  expect(world.partRuns.started).toEqual([]);
});

test("the daily run counts as complete with the last of its runs, and each reports what it queued", async () => {
  const world = sharedBy(4);
  world.appointments.put(...oneOfEachPart());
  await world.runSchedule();
  expect(metrics(world)).toEqual([]);
  await runStarted(world, world.partRuns.started.slice(1));
  expect(metrics(world)).toEqual([{ QueuedReminders: 4 }, { QueuedReminders: 4 }, { QueuedReminders: 4 }]);
  await runStarted(world, world.partRuns.started.slice(0, 1));
  expect(metrics(world).at(-1)).toEqual({ QueuedReminders: 5, DailyRuns: 1 });
});

test("a run that is not complete fails, and the daily run counts as complete once its repetition is", async () => {
  const world = sharedBy(4);
  world.appointments.put(...oneOfEachPart());
  await world.runSchedule();
  const [first, ...others] = world.partRuns.started as [PartRunEvent, ...PartRunEvent[]];
  await runStarted(world, others);
  world.appointments.failMarkOf(`of ${TODAY}#2`, Object.assign(new Error(), { name: "InternalServerError" }));
  await expect(world.run(first)).rejects.toThrow("InternalServerError");
  expect(metrics(world).some((values) => "DailyRuns" in values)).toBe(false);
  await world.run(first);
  expect(metrics(world).at(-1)).toMatchObject({ DailyRuns: 1 });
});

test("the parts of two daily runs do not add up to one", async () => {
  const world = sharedBy(4);
  await world.runSchedule();
  await world.runSchedule();
  const [one, other] = [world.partRuns.started.slice(0, 2), world.partRuns.started.slice(6)];
  await runStarted(world, [...one, ...other]);
  expect(metrics(world).some((values) => "DailyRuns" in values)).toBe(false);
});

test("if a run cannot be started, the others are, and the daily run fails, so that it is repeated", async () => {
  const world = sharedBy(4);
  world.partRuns.failing = 1;
  await expect(world.runSchedule()).rejects.toThrow("3 of 4 runs started, TooManyRequestsException");
  expect(world.partRuns.started).toHaveLength(3);
  await world.runSchedule();
  expect(world.partRuns.started).toHaveLength(7);
});

test("a run that is started twice queues nothing twice", async () => {
  const world = sharedBy(4);
  world.appointments.put(...oneOfEachPart());
  await world.runSchedule();
  await runStarted(world, [...world.partRuns.started, ...world.partRuns.started]);
  expect(world.queuedIds).toHaveLength(17);
});

describe("the guard against floods", () => {
  let world: ProducerWorld;
  beforeEach(() => {
    world = sharedBy(4);
    world.runHistory.counts = USUAL;
  });

  test("counts the day once, before any run is started", async () => {
    world.appointments.put(...oneOfEachPart());
    const counted: string[] = [];
    const { count } = world.dependencies.dueCounter;
    Object.assign(world.dependencies.dueCounter, {
      count: (...list: Parameters<typeof count>) => {
        counted.push(list[0]);
        return count(...list);
      },
    });
    await world.runSchedule();
    await runStarted(world);
    expect(counted.sort()).toEqual(DAYS.flatMap((day) => duePartsOf(day)).sort());
    expect(world.runHistory.counts[TODAY]).toBe(17);
  });

  test("holds the whole run, and one release starts all of it", async () => {
    world.appointments.put(
      ...storedMany(61).map((one, index) => ({ ...one, reminderDate: `${TODAY}#${(index % 16).toString(16)}` })),
    );
    expect((await world.runSchedule()).held).toMatchObject({ day: TODAY, due: expect.any(Number) });
    expect(world.partRuns.started).toEqual([]);
    await world.sweep();
    expect(world.partRuns.started).toEqual([]);
    world.runHistory.released = world.runHistory.held?.since;
    await world.sweep();
    expect([world.partRuns.started.length, world.runHistory.held]).toEqual([4, undefined]);
    await runStarted(world);
    expect(world.queuedIds).toHaveLength(61);
    expect(metrics(world).at(-1)).toMatchObject({ DailyRuns: 1 });
    await world.sweep();
    expect(world.partRuns.started).toHaveLength(4);
  });

  test("stays released until all runs are started", async () => {
    world.appointments.put(...storedMany(61));
    await world.runSchedule();
    world.runHistory.released = world.runHistory.held?.since;
    world.partRuns.failing = 3;
    await expect(world.sweep()).rejects.toThrow("3 of 4 runs started");
    expect(world.runHistory.held).toBeDefined();
    await world.sweep();
    expect([world.partRuns.started.length, world.runHistory.held]).toEqual([7, undefined]);
  });
});

describe("the event of a share", () => {
  const event = { source: "daily-run-part", run: "run-1", days: [TODAY], parts: ["0"] };

  test.each([
    ["run", undefined, "run must be the id of a daily run"],
    ["run", "#runs Rivera", "run must be the id of a daily run"],
    ["days", [], "days must list 1 to 100 days, such as 2026-11-30"],
    ["days", ["2026-02-30"], "days must list 1 to 100 days, such as 2026-11-30"],
    ["days", Array.from({ length: 101 }, () => TODAY), "days must list 1 to 100 days, such as 2026-11-30"],
    ["parts", [], "parts must list parts of a day: undivided, or 0 to f"],
    ["parts", ["0", "g"], "parts must list parts of a day: undivided, or 0 to f"],
    ["parts", "0", "parts must list parts of a day: undivided, or 0 to f"],
  ])("is refused if %s is %j", async (field, value, problem) => {
    await expect(sharedBy(4).run({ ...event, [field]: value })).rejects.toThrow(problem);
  });
});
