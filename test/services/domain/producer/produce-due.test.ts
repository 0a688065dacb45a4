import { parseAppointment } from "../../../../contracts/appointment-check";
import { dueDayOf, duePartOf } from "../../../../contracts/tables/appointments-table";
import { duePartsOf } from "../../../../contracts/tables/due-parts";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC } from "../../../support/data/clinics";
import { appointment } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";
import { ProducerWorld, stored, storedMany, TODAY } from "../../../support/worlds/producer-world";

let world: ProducerWorld;
beforeEach(() => {
  world = new ProducerWorld();
});

describe("A scheduled run", () => {
  test("queues what is due today, and removes it from the due list", async () => {
    world.appointments.put(stored("a"), stored("b"), stored("tomorrow's", { reminderDate: "2026-12-02" }));
    expect(await world.runSchedule()).toEqual({
      enqueued: 2,
      refused: 0,
      refusals: [],
      expired: 0,
      declined: 0,
      unsent: 0,
    });
    expect(world.queuedIds).toEqual(["a", "b"]);
    expect(world.appointments.dueIds).toEqual(["tomorrow's"]);
    expect(world.appointments.get("a").reminderQueuedAt).toBe("2026-12-01T15:00:00.000Z");
  });

  test("queues messages that keep the contract, with its fields only, marked as the table's", async () => {
    const others = { ttl: 1_800_000_000, visitKind: "check-up", status: "booked", reminderPlan: "1d@10:00" };
    world.appointments.put({ ...stored("a"), ...others } as ReturnType<typeof stored>);
    await world.runSchedule();
    const [body = ""] = world.queue.bodies;
    const reminder = { origin: "appointments-table" };
    expect(JSON.parse(body)).toEqual({ ...appointment({ appointmentId: "a" }), reminder });
    expect(parseAppointment(body)).toMatchObject({ ok: true });
  });

  test("does not have a patient reminded of an item that has ended: the consumer ends the notification", async () => {
    world.appointments.put(stored("a", { status: "cancelled" }));
    await world.runSchedule();
    const [body = ""] = world.queue.bodies;
    const consumers = new PipelineWorld();
    consumers.appointments.put(stored("a", { status: "cancelled" }));
    const answer = await consumers.bySms({ id: "message-1", body, attributes: {} });
    expect(answer).toMatchObject({ event: { status: "CANCELLED" } });
    expect(world.appointments.dueIds).toEqual([]);
  });

  test("does not mark a message whose item the consumers would not find by its ids", async () => {
    world.appointments.put(
      stored("a "),
      stored("b", { patientId: " patient-1", reminderStep: "2d@10:00", reminderPlan: "2d@10:00" }),
    );
    await world.runSchedule();
    expect(world.queue.bodies.map((body) => JSON.parse(body).reminder)).toEqual([{}, { step: "2d@10:00" }]);
    for (const body of world.queue.bodies) expect(parseAppointment(body)).toMatchObject({ ok: true });
  });

  test("reads page by page and queues ten a call", async () => {
    world.appointments.pageSize = 25;
    world.appointments.put(...storedMany(60));
    expect(await world.runSchedule()).toMatchObject({ enqueued: 60 });
    expect(world.appointments.pagesRead).toBe(3);
    expect(world.queue.batches.map(({ length }) => length)).toEqual([10, 10, 5, 10, 10, 5, 10]);
    expect(new Set(world.queuedIds).size).toBe(60);
  });

  test("has nothing to do where nothing is due", async () => {
    expect(await world.runSchedule()).toMatchObject({ enqueued: 0 });
    expect(world.queue.batches).toEqual([]);
  });

  test("reports in one call that it ran, and how many reminders it queued", async () => {
    world.appointments.put(...storedMany(15));
    await world.runSchedule();
    expect(world.metrics.calls).toEqual([{ DailyRuns: 1, QueuedReminders: 15 }]);
  });

  test("reports 0 if nothing is due: a missing value means that there was no run", async () => {
    await world.runSchedule();
    expect(world.metrics.calls).toEqual([{ DailyRuns: 1, QueuedReminders: 0 }]);
  });

  test("queues nothing twice when it is run twice", async () => {
    world.appointments.put(...storedMany(15));
    await world.runSchedule();
    expect(await world.runSchedule()).toMatchObject({ enqueued: 0 });
    expect(world.queue.bodies).toHaveLength(15);
  });

  test.each([
    ["moved to another time", { appointmentTime: "2026-12-03T09:00:00-05:00" }],
    ["gave a higher revision", { revision: 1 }],
    ["put into another time zone", { timeZone: "America/Chicago" }],
  ])("leaves due what the booking system %s in the meantime", async (_, changes) => {
    world.appointments.put(stored("a"));
    world.queue.refuse = () => {
      world.appointments.put(stored("a", changes));
      return [];
    };
    await world.runSchedule();
    expect(world.appointments.dueIds).toEqual(["a"]);
  });

  test("queues the new revision of an appointment that was raised while its reminder was being queued", async () => {
    world.appointments.put(stored("a"));
    world.queue.refuse = () => {
      world.appointments.put(stored("a", { revision: 1 }));
      world.queue.refuse = () => [];
      return [];
    };
    await world.runSchedule();
    expect(await world.runSchedule()).toMatchObject({ enqueued: 1 });
    expect(world.queue.bodies.map((body) => JSON.parse(body).revision)).toEqual([undefined, 1]);
    expect(world.appointments.dueIds).toEqual([]);
  });
});

describe("A day whose reminders are spread over its parts", () => {
  test("is read in every part, and as a whole", async () => {
    const parts = duePartsOf(TODAY);
    world.appointments.put(...parts.map((reminderDate) => stored(`of ${reminderDate}`, { reminderDate })));
    expect(await world.runSchedule()).toMatchObject({ enqueued: 17 });
    expect(world.queuedIds).toEqual(parts.map((part) => `of ${part}`));
    expect(world.appointments.dueIds).toEqual([]);
  });

  test("sends messages without the part of the day", async () => {
    world.appointments.put(stored("a", { reminderDate: `${TODAY}#a` }));
    await world.runSchedule();
    expect(JSON.parse(world.queue.bodies[0] ?? "")).toMatchObject(appointment({ appointmentId: "a" }));
    expect(world.queue.bodies[0]).not.toContain("#a");
  });

  test("is removed from the list in four parts in turns, so that no partition takes all writes", async () => {
    world.appointments.pageSize = 10;
    const parts = duePartsOf(TODAY).slice(1, 5);
    for (const [index, reminderDate] of parts.entries()) {
      world.appointments.put(
        ...storedMany(30).map((one) => ({ ...one, appointmentId: `${index}-${one.appointmentId}`, reminderDate })),
      );
    }
    await world.runSchedule();
    const first = world.queue.bodies.slice(0, 40).map((body) => JSON.parse(body).appointmentId.slice(0, 1));
    expect(new Set(first)).toEqual(new Set(["0", "1", "2", "3"]));
  });
});

describe("A run over many appointments", () => {
  const many = () =>
    storedMany(2_000).map((one) => ({ ...one, reminderDate: duePartOf(TODAY, one.appointmentId, one.patientId) }));
  /** The pages that wait, one a list and one in hand, and the batches that are worked. */
  const ROOM = 5 * 100 + 10 * 10;

  test.each([
    ["spread", many],
    ["on one day", () => storedMany(2_000)],
  ])("holds no more of them at a time than of a few: %s", async (_, due) => {
    world.appointments.put(...due());
    expect(await world.runSchedule()).toMatchObject({ enqueued: 2_000 });
    expect(world.appointments.maxHeld).toBeGreaterThan(100);
    expect(world.appointments.maxHeld).toBeLessThanOrEqual(ROOM);
  });

  test("queues ten a call, whichever parts they are in, but for the last of a part", async () => {
    world.appointments.put(...many());
    await world.runSchedule();
    expect(world.queue.batches.length).toBeLessThanOrEqual(200 + 16);
    expect(Math.max(...world.queue.batches.map(({ length }) => length))).toBe(10);
  });

  test("remembers a hundred of those that it refused, and counts all", async () => {
    world.appointments.put(...storedMany(300).map((one) => ({ ...one, patientId: "" })));
    const { refused, refusals } = await world.runSchedule();
    expect([refused, refusals.length]).toEqual([300, 100]);
    expect(world.metrics.calls).toEqual([{ RejectedMessages: 300, DailyRuns: 1, QueuedReminders: 0 }]);
  });

  test("publishes what expired batch by batch, and counts it in one call", async () => {
    const over = { appointmentTime: "2026-11-30T09:00:00-05:00" };
    world.appointments.put(...storedMany(95).map((one) => ({ ...one, ...over })));
    await world.runSchedule();
    expect([world.topic.calls, world.topic.events.length]).toEqual([10, 95]);
    expect(world.metrics.calls).toEqual([{ ExpiredNotifications: 95, DailyRuns: 1, QueuedReminders: 0 }]);
  });
});

describe("Days that an outage missed", () => {
  test("are caught up, for appointments that are still ahead", async () => {
    world.appointments.put(
      stored("missed", { reminderDate: "2026-11-29" }),
      stored("at the edge", { reminderDate: "2026-11-24" }),
      stored("too long ago", { reminderDate: "2026-11-23" }),
    );
    expect(await world.runSchedule()).toMatchObject({ enqueued: 2 });
    expect(world.queuedIds).toEqual(["at the edge", "missed"]);
  });

  test("are read the oldest first", async () => {
    await world.runSchedule();
    expect([...new Set(world.appointments.daysRead.map(dueDayOf))]).toEqual([
      "2026-11-24",
      "2026-11-25",
      "2026-11-26",
      "2026-11-27",
      "2026-11-28",
      "2026-11-29",
      "2026-11-30",
      "2026-12-01",
    ]);
  });
});

describe("An appointment that is over", () => {
  const over = stored("over", { reminderDate: "2026-11-29", appointmentTime: "2026-11-30T09:00:00-05:00" });

  test("is not queued, recorded as expired, and no longer due", async () => {
    world.appointments.put(over);
    expect(await world.runSchedule()).toMatchObject({ enqueued: 0, expired: 1 });
    expect(world.queue.bodies).toEqual([]);
    expect(world.log.item).toMatchObject({
      ...identifyNotification(over, CLINIC),
      status: "EXPIRED",
      patientId: "patient-1",
      queueMessageId: "",
    });
    expect(world.appointments.dueIds).toEqual([]);
    expect(world.appointments.get("over")).toMatchObject({ reminderMissedAt: "2026-12-01T15:00:00.000Z" });
    expect(world.appointments.get("over")).not.toHaveProperty("reminderQueuedAt");
  });

  test("is published as an outcome, and counted", async () => {
    world.appointments.put(over);
    await world.runSchedule();
    expect(world.topic.events).toMatchObject([{ status: "EXPIRED", appointmentId: "over" }]);
    expect(world.metrics.calls).toMatchObject([{ ExpiredNotifications: 1 }]);
  });

  test("stays as it ended where its reminder had been sent", async () => {
    world.appointments.put(over);
    const entry = {
      appointment: over,
      clinicId: CLINIC.id,
      language: CLINIC.language,
      contact: {},
      queueMessageId: "m",
      batchId: "b",
      claimId: "c",
    };
    const key = identifyNotification(over, CLINIC);
    await world.log.apply("claimSms", { ...entry, key });
    await world.log.apply("recordSmsSent", { ...entry, key });
    expect(await world.runSchedule()).toMatchObject({ expired: 1 });
    expect(world.log.item.status).toBe("SMS_SENT");
    expect(world.topic.events).toEqual([]);
    expect(world.appointments.dueIds).toEqual([]);
  });

  test("is one from the very moment it starts", async () => {
    world.appointments.put(stored("now", { appointmentTime: "2026-12-01T10:00:00-05:00" }));
    expect(await world.runSchedule()).toMatchObject({ enqueued: 0, expired: 1 });
  });
});

describe("An appointment that breaks the contract", () => {
  beforeEach(() => {
    world.appointments.put(stored("good"), stored("bad", { timeZone: "America/Gotham" }));
  });

  test("is refused by its id and field, and keeps no other back", async () => {
    expect(await world.runSchedule()).toEqual({
      enqueued: 1,
      refused: 1,
      refusals: [
        {
          appointmentId: "bad",
          patientId: "patient-1",
          field: "timeZone",
          problem: "must be an IANA time zone with a region, such as America/New_York, or UTC",
        },
      ],
      expired: 0,
      declined: 0,
      unsent: 0,
    });
    expect(world.metrics.calls).toEqual([{ RejectedMessages: 1, DailyRuns: 1, QueuedReminders: 1 }]);
  });

  test("of one of two patients of an appointment is distinguished from the other's", async () => {
    world.appointments.put(stored("bad", { patientId: "patient-2" }));
    const { refusals } = await world.runSchedule();
    expect(refusals).toMatchObject([{ appointmentId: "bad", patientId: "patient-1" }]);
    expect(world.queuedIds).toEqual(["bad", "good"]);
  });

  test("stays due, and is queued once it is corrected", async () => {
    await world.runSchedule();
    expect(world.appointments.dueIds).toEqual(["bad"]);
    world.appointments.put(stored("bad"));
    expect(await world.runSchedule()).toMatchObject({ enqueued: 1, refused: 0 });
  });
});
