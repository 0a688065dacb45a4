import { METRICS } from "../../../../contracts/metrics";
import { dueDayOf, duePartOf } from "../../../../contracts/tables/appointments-table";
import { RetryLater } from "../../../../services/domain/retry/failure";
import { ProducerWorld, stored, storedMany } from "../../../support/worlds/producer-world";

const QUARTER = 15 * 60_000;
const HOUR = 4 * QUARTER;

let world: ProducerWorld;
beforeEach(() => {
  world = new ProducerWorld();
  // A minute after a quarter: the clock of the world stands at 15:00 UTC.
  world.sweepProgress.sweptTo = "2026-12-01T14:45";
  world.clock.advance(60_000);
});

/** Due at the current quarter, or at a given one. */
const due = (id: string, reminderDate = "2026-12-01T15:00", changes = {}) =>
  stored(id, { reminderDate, reminderStep: "24h", reminderPlan: "24h", ...changes });

function refuseAll(): void {
  world.queue.refuse = (bodies) => bodies.map((_, index) => index);
  world.queue.code = "AccessDenied";
}

describe("A sweep", () => {
  test("reports for how long the oldest answer has waited for staff, also if none does or the table is out of reach", async () => {
    const waited = () => world.metrics.calls.at(-1)?.[METRICS.waitingReplyMinutes];
    await world.sweep();
    expect(waited()).toBe(0);
    world.waitingReplies.since = world.clock.now() - 90 * 60_000;
    await world.sweep();
    expect(waited()).toBe(90);
    world.waitingReplies.failing = true;
    await world.sweep();
    expect(world.metrics.calls.at(-1)).toEqual({ [METRICS.sweepRuns]: 1 });
  });

  test("queues what is due in the quarters up to now, and leaves what is due later", async () => {
    world.appointments.put(due("now"), due("before", "2026-12-01T14:45#c"), due("next", "2026-12-01T15:15"));
    expect(await world.sweep()).toMatchObject({ enqueued: 2, refused: 0, expired: 0, declined: 0, unsent: 0 });
    expect(world.queuedIds).toEqual(["before", "now"]);
    expect(world.appointments.dueIds).toEqual(["next"]);
    expect(world.queue.bodies.map((body) => JSON.parse(body).reminder)).toEqual([
      { origin: "appointments-table", step: "24h" },
      { origin: "appointments-table", step: "24h" },
    ]);
  });

  test("queues the reminder of a patient who has confirmed this start as one that does not ask again", async () => {
    const start = Date.parse("2026-12-02T19:30:00Z");
    const answered = (id: string, reply: string, replyStart = start) =>
      due(id, undefined, { reply, replyStart, appointmentTime: "2026-12-02T14:30:00-05:00" });
    world.appointments.put(
      answered("yes", "CONFIRM"),
      answered("moved", "CONFIRM", start - 1),
      answered("no", "CANCEL"),
    );
    await world.sweep();
    const confirmed = world.queue.bodies.map((body) => JSON.parse(body)).filter(({ reminder }) => reminder.confirmed);
    expect(confirmed).toMatchObject([
      { appointmentId: "yes", reminder: { origin: "appointments-table", step: "24h" } },
    ]);
  });

  test("reads the quarters since the last one and the hour before it, each with its parts, and no day", async () => {
    await world.sweep();
    expect([...new Set(world.appointments.daysRead.map(dueDayOf))]).toEqual([
      "2026-12-01T13:45",
      "2026-12-01T14:00",
      "2026-12-01T14:15",
      "2026-12-01T14:30",
      "2026-12-01T14:45",
      "2026-12-01T15:00",
    ]);
    expect(world.appointments.daysRead).toHaveLength(6 * 17);
    expect(world.sweepProgress.sweptTo).toBe("2026-12-01T15:00");
  });

  test("that starts with a quarter queues what is due in it, although its clock is some seconds slow", async () => {
    world.clock.advance(13 * 60_000 + 29_999);
    world.appointments.put(due("next", "2026-12-01T15:15"));
    expect(await world.sweep()).toMatchObject({ enqueued: 0 });
    world.clock.advance(1);
    expect(await world.sweep()).toMatchObject({ enqueued: 1 });
    expect(world.sweepProgress.sweptTo).toBe("2026-12-01T15:15");
  });

  test("after an outage of hours queues what was missed, in its order", async () => {
    world.sweepProgress.sweptTo = "2026-12-01T06:15";
    world.appointments.put(due("late", "2026-12-01T14:00#1"), due("early", "2026-12-01T06:30#f"));
    expect(await world.sweep()).toMatchObject({ enqueued: 2 });
    expect(world.queue.bodies.map((body) => JSON.parse(body).appointmentId)).toEqual(["early", "late"]);
  });

  test("looks a day back if there was none before, and after a long outage as far as the daily run", async () => {
    world.sweepProgress.sweptTo = undefined;
    await world.sweep();
    expect(world.appointments.daysRead).toHaveLength(97 * 17);
    expect(world.appointments.daysRead[0]).toBe("2026-11-30T15:00");
    world.appointments.daysRead.length = 0;
    world.sweepProgress.sweptTo = "2026-01-01T00:00";
    await world.sweep();
    expect(world.appointments.daysRead[0]).toBe("2026-11-24T15:00");
  });

  test("is not misled by progress that a wrong clock wrote, or that is no quarter", async () => {
    for (const wrong of ["2029-01-01T00:00", "yesterday"]) {
      world.sweepProgress.sweptTo = wrong;
      world.appointments.daysRead.length = 0;
      await world.sweep();
      expect(world.appointments.daysRead[0]).toBe("2026-11-30T15:00");
    }
  });

  test("after an outage queues what was missed, also if a wrong clock had written progress before", async () => {
    world.sweepProgress.sweptTo = "2029-01-01T00:00";
    await world.sweep();
    world.appointments.put(due("missed", "2026-12-01T15:30"));
    world.clock.advance(3 * HOUR);
    expect(await world.sweep()).toMatchObject({ enqueued: 1 });
    expect(world.sweepProgress.sweptTo).toBe("2026-12-01T18:00");
  });

  test("that could not queue everything fails, and the next one reads the same quarters again", async () => {
    world.appointments.put(due("a", "2026-12-01T13:45"));
    refuseAll();
    await expect(world.sweep()).rejects.toThrow("0 queued, 1 not accepted (AccessDenied), complete");
    expect(world.sweepProgress.sweptTo).toBe("2026-12-01T14:45");
    world.queue.refuse = () => [];
    world.clock.advance(2 * HOUR);
    expect(await world.sweep()).toMatchObject({ enqueued: 1 });
    expect(world.sweepProgress.sweptTo).toBe("2026-12-01T17:00");
  });

  test("that could not take everything off the list, or ran out of time, begins again at the same quarter", async () => {
    world.appointments.put(due("busy"));
    world.appointments.failMarkOf("busy", new RetryLater("TransactionConflict"));
    await expect(world.sweep()).rejects.toThrow("1 still due");
    await expect(world.sweep(world.clock.now())).rejects.toThrow("out of time");
    expect(world.sweepProgress.sweptTo).toBe("2026-12-01T14:45");
    expect(await world.sweep()).toMatchObject({ enqueued: 1 });
  });

  test("that overlaps another queues a reminder twice at most, and neither goes back", async () => {
    world.appointments.put(...storedMany(30).map((one) => ({ ...one, reminderDate: "2026-12-01T15:00" })));
    await Promise.all([world.sweep(), world.sweep()]);
    expect(world.queue.bodies.length).toBeLessThanOrEqual(60);
    expect(new Set(world.queuedIds).size).toBe(30);
    expect(world.sweepProgress.sweptTo).toBe("2026-12-01T15:00");
    expect(world.appointments.dueIds).toEqual([]);
  });

  test("has a metric of its own, and leaves those of the daily run alone", async () => {
    world.appointments.put(due("a"));
    await world.sweep();
    expect(world.metrics.calls).toEqual([{ SweepRuns: 1, WaitingReplyMinutes: 0 }]);
    refuseAll();
    world.appointments.put(due("b"));
    await world.sweep().catch(() => {});
    expect(world.metrics.calls[1]).toEqual({ WaitingReplyMinutes: 0 });
  });

  test("records what is over, and what the patient does not want, as the daily run does", async () => {
    world.appointments.put(
      due("over", undefined, { appointmentTime: "2026-12-01T14:30:00Z" }),
      due("declined", undefined, { contactPreference: "none" }),
    );
    expect(await world.sweep()).toMatchObject({ enqueued: 0, expired: 1, declined: 1 });
    expect(world.appointments.dueIds).toEqual([]);
    for (const id of ["over", "declined"]) expect(world.appointments.get(id)).not.toHaveProperty("reminderStep");
  });

  test("leaves an appointment that it refuses to the daily run, which reminds once it is corrected", async () => {
    world.appointments.put(due("wrong", undefined, { appointmentTime: "soon" }), due("right"));
    expect(await world.sweep()).toMatchObject({
      enqueued: 1,
      refused: 1,
      refusals: [{ appointmentId: "wrong", field: "appointmentTime" }],
    });
    const left = world.appointments.get("wrong");
    expect(left.reminderDate).toBe(duePartOf("2026-12-01", "wrong", "patient-1"));
    world.appointments.put({ ...left, appointmentId: "wrong", appointmentTime: "2026-12-02T14:30:00-05:00" });
    expect(await world.runSchedule()).toMatchObject({ enqueued: 1 });
    expect(JSON.parse(world.queue.bodies.at(-1) ?? "").reminder.step).toBe("24h");
  });

  test("skips the pipeline's own items, and leaves them where they are", async () => {
    world.appointments.put(due("#hold:notification-1"));
    expect(await world.sweep()).toMatchObject({ enqueued: 0, refused: 0 });
    expect(world.appointments.dueIds).toEqual(["#hold:notification-1"]);
  });
});

test.each([
  ["reminderStep", { reminderStep: "soon" }],
  ["reminderStep", { reminderStep: 3 as unknown as string }],
  ["reminderPlan", { reminderPlan: "every hour" }],
])("an invalid %s is refused by its field, and the others are queued", async (field, changes) => {
  world.appointments.put(due("wrong", undefined, changes), due("right"));
  expect(await world.sweep()).toMatchObject({ enqueued: 1, refused: 1, refusals: [{ appointmentId: "wrong", field }] });
});

describe("A plan of several reminders", () => {
  const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "America/New_York" });
  /** Runs the daily run and the sweeps of some days, as their schedules do. */
  async function pass(days: number): Promise<void> {
    for (let quarter = 0; quarter < days * 96; quarter += 1) {
      await world.sweep();
      if (clock.format(world.clock.now()) === "09:00") await world.runSchedule();
      world.clock.advance(QUARTER);
    }
  }
  const steps = () => world.queue.bodies.map((body) => JSON.parse(body).reminder.step);

  test("is queued step by step, each once, over a change of clocks", async () => {
    world = new ProducerWorld(Date.parse("2027-03-06T00:00:30Z"));
    // The clocks of New York change on 14 March 2027: 10:00 is 15:00 UTC before, and 09:00 is 13:00 UTC after.
    world.appointments.put(
      stored("a", {
        appointmentTime: "2027-03-15T14:30",
        reminderPlan: "7d@10:00, 1d@09:00",
        reminderDate: "2027-03-08T15:00",
        reminderStep: "7d@10:00",
      }),
    );
    await pass(2);
    expect(steps()).toEqual([]);
    await pass(1);
    expect(steps()).toEqual(["7d@10:00"]);
    expect(world.appointments.get("a")).toMatchObject({
      reminderDate: duePartOf("2027-03-14T13:00", "a", "patient-1"),
      reminderStep: "1d@09:00",
      reminderQueuedAt: "2027-03-08T15:00:30.000Z",
    });
    await pass(7);
    expect(steps()).toEqual(["7d@10:00", "1d@09:00"]);
    expect(world.appointments.get("a")).toMatchObject({ reminderQueuedAt: "2027-03-14T13:00:30.000Z" });
    expect(world.appointments.get("a")).not.toHaveProperty("reminderDate");
    expect(world.appointments.get("a")).not.toHaveProperty("reminderStep");
  });

  test("goes from the daily run to the sweep and back", async () => {
    world = new ProducerWorld(Date.parse("2026-12-01T05:00:30Z"));
    const plan = { reminderPlan: "3d, 2d@18:00, 1d, 3h", appointmentTime: "2026-12-05T14:30" };
    world.appointments.put(stored("a", { ...plan, reminderDate: "2026-12-02", reminderStep: "3d" }));
    await pass(5);
    expect(steps()).toEqual(["3d", "2d@18:00", undefined, "3h"]);
  });

  test("sends only the last of several steps that an outage delayed", async () => {
    world.sweepProgress.sweptTo = "2026-11-30T12:00";
    const plan = { reminderPlan: "2d@14:00, 1d@09:00, 3h", reminderStep: "2d@14:00" };
    world.appointments.put(stored("a", { ...plan, reminderDate: "2026-11-30T19:00" }));
    await world.sweep();
    expect(steps()).toEqual(["1d@09:00"]);
    expect(world.appointments.get("a")).toMatchObject({ reminderStep: "3h" });
  });

  test("ends with the appointment: one that is cancelled has no further step", async () => {
    const plan = { reminderPlan: "24h, 3h", reminderStep: "24h", status: "cancelled" } as const;
    world.appointments.put(stored("a", { ...plan, reminderDate: "2026-12-01T15:00" }));
    await world.sweep();
    expect(world.appointments.get("a")).not.toHaveProperty("reminderDate");
  });

  test("that was changed while its reminder was queued stays due", async () => {
    world.appointments.put(due("a"));
    world.queue.refuse = () => {
      world.appointments.put(due("a", undefined, { reminderPlan: "24h, 3h" }));
      return [];
    };
    await world.sweep();
    world.queue.refuse = () => [];
    await world.sweep();
    expect(steps()).toEqual(["24h", "24h"]);
    expect(world.appointments.get("a")).toMatchObject({ reminderStep: "3h" });
  });
});
