/** A daily run for which far more is due than usual. */
import { ProducerWorld, stored, storedMany, TODAY } from "../../../support/worlds/producer-world";

let world: ProducerWorld;
/** Twenty reminders a day: sixty are allowed. */
const USUAL = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`2026-11-2${index + 1}`, 20]));
beforeEach(() => {
  world = new ProducerWorld();
  world.runHistory.counts = USUAL;
});

const metrics = () => Object.assign({}, ...world.metrics.calls);
const release = () => {
  world.runHistory.released = world.runHistory.held?.since;
};

test("queues nothing, fails nothing, counts for the alarm, and says how much is due", async () => {
  world.appointments.put(...storedMany(61));
  const answer = await world.runSchedule();
  const held = { since: "2026-12-01T15:00:00.000Z", day: TODAY, due: 61, usual: 20, limit: 60 };
  expect(answer).toMatchObject({ enqueued: 0, unsent: 0, held });
  expect(world.queue.bodies).toEqual([]);
  expect(world.appointments.dueIds).toHaveLength(61);
  expect(metrics()).toEqual({ FloodHeld: 1 });
  expect(world.runHistory.held).toEqual(held);
  expect(world.logger.lines).toContainEqual(
    expect.objectContaining({ event: "daily run held", day: TODAY, due: 61, usual: 20, limit: 60 }),
  );
});

test("up to a multiple of the usual volume, it is not held, and the count is kept for the next days", async () => {
  world.appointments.put(...storedMany(60));
  expect((await world.runSchedule()).enqueued).toBe(60);
  expect(world.runHistory.counts).toEqual({ ...USUAL, [TODAY]: 60 });
});

test("a second run of the day, which finds less, does not lower the count", async () => {
  world.appointments.put(...storedMany(30));
  await world.runSchedule();
  await world.runSchedule();
  expect(world.runHistory.counts[TODAY]).toBe(30);
});

test("a run that finds several days of reminders after an outage is not held: each day is compared by itself", async () => {
  for (const day of ["2026-11-29", "2026-11-30", TODAY]) {
    world.appointments.put(
      ...storedMany(50).map((one) => ({ ...one, appointmentId: `${day} ${one.appointmentId}`, reminderDate: day })),
    );
  }
  expect((await world.runSchedule()).enqueued).toBe(150);
});

test("a flood of an earlier day that is still due is held, too, and one that is spread over the parts of a day", async () => {
  world.appointments.put(...storedMany(61).map((one) => ({ ...one, reminderDate: "2026-11-30" })));
  expect((await world.runSchedule()).held).toMatchObject({ day: "2026-11-30" });
  world.appointments.items.clear();
  world.appointments.put(
    ...storedMany(61).map((one, index) => ({ ...one, reminderDate: `${TODAY}#${(index % 16).toString(16)}` })),
  );
  expect((await world.runSchedule()).held).toMatchObject({ day: TODAY });
});

test("a new deployment, whose usual volume is not known, is not held", async () => {
  world.runHistory.counts = { "2026-11-30": 1 };
  world.appointments.put(...storedMany(500));
  expect((await world.runSchedule()).enqueued).toBe(500);
});

test("where the guard is off, nothing is counted, kept or held", async () => {
  Object.assign(world.dependencies, { floods: { factor: "off", minimum: 1 } });
  world.runHistory.unreadable = true;
  world.appointments.put(...storedMany(500));
  expect((await world.runSchedule()).enqueued).toBe(500);
  expect((await world.sweep()).enqueued).toBe(0);
});

test("each sweep counts it for the alarm, and queues none of it, until an operator releases it", async () => {
  world.appointments.put(...storedMany(61));
  await world.runSchedule();
  for (let sweep = 0; sweep < 2; sweep += 1) {
    world.metrics.calls.length = 0;
    await world.sweep();
    expect(metrics()).toMatchObject({ FloodHeld: 1, SweepRuns: 1 });
  }
  expect(world.queue.bodies).toEqual([]);
});

test("once an operator has released it, the next sweep does the daily run, and the alarm ends", async () => {
  world.appointments.put(...storedMany(61));
  await world.runSchedule();
  release();
  world.metrics.calls.length = 0;
  await world.sweep();
  expect(world.queue.bodies).toHaveLength(61);
  expect(metrics()).toMatchObject({ DailyRuns: 1, QueuedReminders: 61, SweepRuns: 1 });
  expect(metrics()).not.toHaveProperty("FloodHeld");
  expect([world.runHistory.held, world.runHistory.counts[TODAY]]).toEqual([undefined, 61]);
  await world.sweep();
  expect(world.queue.bodies).toHaveLength(61);
});

test("a released run that is not complete is continued by the next sweep", async () => {
  world.appointments.put(...storedMany(61));
  await world.runSchedule();
  release();
  world.appointments.failMarkOf("appointment-0007", Object.assign(new Error(), { name: "InternalServerError" }));
  await expect(world.sweep()).rejects.toThrow();
  expect(world.runHistory.held).toBeDefined();
  await world.sweep();
  expect(world.appointments.dueIds).toEqual([]);
  expect(world.runHistory.held).toBeUndefined();
});

test("a release counts for the run that the operator saw, and not for a later one", async () => {
  world.appointments.put(...storedMany(61));
  await world.runSchedule();
  release();
  await world.sweep();
  world.clock.advance(86_400_000);
  world.runHistory.counts = USUAL;
  world.appointments.put(
    ...storedMany(70).map((one) => ({
      ...one,
      reminderDate: "2026-12-02",
      appointmentTime: "2026-12-03T10:00:00-05:00",
    })),
  );
  expect((await world.runSchedule()).held).toMatchObject({ day: "2026-12-02", since: "2026-12-02T15:00:00.000Z" });
});

test("the next day's run is held while the flood is still due, since the same time, and not once it is gone", async () => {
  world.appointments.put(...storedMany(61));
  await world.runSchedule();
  world.clock.advance(86_400_000);
  expect((await world.runSchedule()).held).toMatchObject({ day: TODAY, since: "2026-12-01T15:00:00.000Z" });
  world.appointments.items.clear();
  world.appointments.put(stored("one", { reminderDate: "2026-12-02", appointmentTime: "2026-12-03T10:00:00-05:00" }));
  expect((await world.runSchedule()).enqueued).toBe(1);
  expect(world.runHistory.held).toBeUndefined();
});

test("no sweep fails because it cannot read whether a run is held", async () => {
  world.runHistory.unreadable = true;
  world.appointments.put(stored("swept", { reminderDate: "2026-12-01T15:00" }));
  expect((await world.sweep()).enqueued).toBe(1);
  expect(world.logger.lines).toContainEqual(expect.objectContaining({ event: "held daily run not read" }));
});
