import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { ProducerRunIncomplete } from "../../../../services/domain/producer/due-lists";
import { RetryLater } from "../../../../services/domain/retry/failure";
import { CLINIC } from "../../../support/data/clinics";
import { NOW, reminderOf } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";
import { ProducerWorld, stored, storedMany } from "../../../support/worlds/producer-world";

let world: ProducerWorld;
beforeEach(() => {
  world = new ProducerWorld();
});

/** The queue never takes what names one of these appointments. */
function refuseAlways(...ids: string[]): void {
  world.queue.refuse = (bodies) =>
    bodies.flatMap((body, place) => (ids.includes(JSON.parse(body).appointmentId) ? [place] : []));
}

describe("What the queue does not take", () => {
  test("is sent again in the same run", async () => {
    world.appointments.put(...storedMany(10));
    world.queue.refuse = () => (world.queue.batches.length === 1 ? [0, 1, 2] : []);
    expect(await world.runSchedule()).toMatchObject({ enqueued: 10, unsent: 0 });
    expect(world.appointments.dueIds).toEqual([]);
    expect(new Set(world.queuedIds).size).toBe(10);
  });

  test("to the last stays due, and fails the run", async () => {
    world.appointments.put(...storedMany(10));
    refuseAlways("appointment-0003", "appointment-0007");
    await expect(world.runSchedule()).rejects.toThrow(ProducerRunIncomplete);
    expect(world.appointments.dueIds).toEqual(["appointment-0003", "appointment-0007"]);
    expect(world.queue.bodies).toHaveLength(8);
  });

  test("is queued by the next run", async () => {
    world.appointments.put(stored("a"), stored("b"));
    refuseAlways("a");
    await expect(world.runSchedule()).rejects.toThrow(ProducerRunIncomplete);
    world.queue.refuse = () => [];
    expect(await world.runSchedule()).toMatchObject({ enqueued: 1, unsent: 0 });
    expect(world.queuedIds).toEqual(["a", "b"]);
  });

  test("does not prevent other reports", async () => {
    world.appointments.put(stored("a"), stored("bad", { patientId: "" }));
    refuseAlways("a");
    await expect(world.runSchedule()).rejects.toThrow(ProducerRunIncomplete);
    expect(world.metrics.calls).toMatchObject([{ RejectedMessages: 1 }]);
  });
});

test("The code with which the queue refused a reminder is in the log and in the run's error", async () => {
  world.appointments.put(...storedMany(3));
  refuseAlways("appointment-0001");
  world.queue.code = "RequestThrottled";
  await expect(world.runSchedule()).rejects.toThrow("2 queued, 1 not accepted (RequestThrottled), complete");
  expect(world.logger.lines).toContainEqual(
    expect.objectContaining({ event: "reminders not queued", count: 1, code: "RequestThrottled" }),
  );
});

test("An appointment that another program is writing to stays due, fails the run, and does not keep others from being queued", async () => {
  world.appointments.put(...storedMany(30));
  world.appointments.failMarkOf("appointment-0004", new RetryLater("TransactionConflictException"));
  await expect(world.runSchedule()).rejects.toThrow("30 queued, 0 not accepted, 1 still due, complete");
  expect(world.appointments.dueIds).toEqual(["appointment-0004"]);
  expect(world.logger.lines).toContainEqual(
    expect.objectContaining({ appointmentId: "appointment-0004", code: "TransactionConflictException" }),
  );
  expect(await world.runSchedule()).toMatchObject({ enqueued: 1 });
});

describe("A crash between the queue and the mark", () => {
  beforeEach(async () => {
    world.appointments.put(stored("a"));
    world.appointments.failMarkOf("a", new Error("the table is out of reach"));
    await expect(world.runSchedule()).rejects.toThrow(
      new ProducerRunIncomplete("1 queued, 0 not accepted, aborted by Error"),
    );
  });

  test("leaves the appointment due, and the next run queues it again", async () => {
    expect(world.appointments.dueIds).toEqual(["a"]);
    expect(await world.runSchedule()).toMatchObject({ enqueued: 1 });
    expect(world.queuedIds).toEqual(["a", "a"]);
  });

  test("makes two messages of one reminder, and the patient is reminded once", async () => {
    await world.runSchedule();
    const messages = world.queue.bodies.map((body, index) => ({ id: `message-${index}`, body, attributes: {} }));
    const ids = messages.map(({ body }) => identifyNotification(JSON.parse(body), CLINIC).notificationId);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
    const consumers = new PipelineWorld();
    consumers.appointments.put(stored("a"));
    const work = messages.map((message) =>
      remindBySms(reminderOf(message, { batchId: message.id }), consumers.smsDependencies),
    );
    await consumers.clock.drive(Promise.allSettled(work));
    expect(consumers.sms.delivered).toHaveLength(1);
  });
});

test("a mark that fails keeps no other batch of its page from the queue, and what they queued is counted", async () => {
  world.appointments.put(...storedMany(60));
  world.appointments.failMarkOf("appointment-0003", new Error("the table is out of reach"));
  await expect(world.runSchedule()).rejects.toThrow(ProducerRunIncomplete);
  expect(world.queue.bodies).toHaveLength(60);
  expect(world.appointments.dueIds).toEqual(["appointment-0003"]);
  expect(world.metrics.calls).toEqual([{ QueuedReminders: 60 }]);
});

describe("A run whose time runs out", () => {
  test("starts no other page, fails, and leaves the rest due", async () => {
    world.appointments.pageSize = 10;
    world.appointments.put(...storedMany(30));
    world.queue.refuse = () => {
      world.clock.advance(1_000);
      return [];
    };
    await expect(world.runSchedule(NOW + 1_500)).rejects.toThrow(ProducerRunIncomplete);
    expect(world.queue.bodies).toHaveLength(20);
    expect(world.appointments.dueIds).toHaveLength(10);
  });

  test("is finished by the next", async () => {
    world.appointments.put(...storedMany(5));
    await expect(world.runSchedule(NOW)).rejects.toThrow(ProducerRunIncomplete);
    expect(world.queue.bodies).toEqual([]);
    expect(await world.runSchedule()).toMatchObject({ enqueued: 5 });
  });

  test("reports counts, and no ids or patient data", async () => {
    world.appointments.put(...storedMany(1));
    const error = await world.runSchedule(NOW).catch((reason: unknown) => reason);
    expect(String(error)).toBe("ProducerRunIncomplete: 0 queued, 0 not accepted, out of time");
  });
});

test("an expired appointment whose record failed stays due", async () => {
  world.appointments.put(stored("over", { appointmentTime: "2026-11-30T09:00:00-05:00" }));
  world.log.failOn("expire", new Error("the log is out of reach"));
  await expect(world.runSchedule()).rejects.toThrow(ProducerRunIncomplete);
  expect(world.appointments.dueIds).toEqual(["over"]);
  expect(await world.runSchedule()).toMatchObject({ expired: 1 });
});

test("a failed record of an expired appointment does not prevent the records and events of others", async () => {
  const over = { appointmentTime: "2026-11-30T09:00:00-05:00" };
  world.appointments.put(...storedMany(25).map((each) => ({ ...each, ...over })));
  world.log.failOn("expire", new Error("the log is out of reach"));
  await expect(world.runSchedule()).rejects.toThrow(ProducerRunIncomplete);
  expect(world.appointments.dueIds).toEqual(["appointment-0000"]);
  expect(world.topic.events).toHaveLength(24);
});

test("an aborted run reports what it had done before", async () => {
  const over = { appointmentTime: "2026-11-30T09:00:00-05:00" };
  world.appointments.pageSize = 1;
  world.appointments.put(stored("over", over), stored("a"), ...storedMany(30));
  world.appointments.failMarkOf("a", new Error("the table is out of reach"));
  await expect(world.runSchedule()).rejects.toThrow(ProducerRunIncomplete);
  expect(world.topic.events).toMatchObject([{ appointmentId: "over", status: "EXPIRED" }]);
  expect(world.metrics.calls).toMatchObject([{ ExpiredNotifications: 1 }]);
  expect(world.appointments.dueIds).toContain("a");
});

test("an aborted run starts no further batch, and removes from the list what it has queued", async () => {
  world.appointments.pageSize = 10;
  world.appointments.put(...storedMany(500));
  world.appointments.failMarkOf("appointment-0003", new Error("the table is out of reach"));
  await expect(world.runSchedule()).rejects.toThrow(ProducerRunIncomplete);
  expect(world.queue.bodies.length).toBeLessThanOrEqual(200);
  const twice = world.queuedIds.filter((id) => world.appointments.dueIds.includes(String(id)));
  expect(twice).toEqual(["appointment-0003"]);
});

describe("A run that is not complete counts what it queued, and not as a daily run", () => {
  beforeEach(() => world.appointments.put(...storedMany(10)));

  test("where the queue did not take all", async () => {
    refuseAlways("appointment-0003", "appointment-0007");
    await expect(world.runSchedule()).rejects.toThrow(ProducerRunIncomplete);
    expect(world.metrics.calls).toEqual([{ QueuedReminders: 8 }]);
  });

  test("where its time was up", async () => {
    await expect(world.runSchedule(NOW)).rejects.toThrow(ProducerRunIncomplete);
    expect(world.metrics.calls).toEqual([{ QueuedReminders: 0 }]);
  });

  test("where it broke off", async () => {
    world.appointments.failMarkOf("appointment-0003", new Error("the table is out of reach"));
    await expect(world.runSchedule()).rejects.toThrow(ProducerRunIncomplete);
    expect(world.metrics.calls).toEqual([{ QueuedReminders: 10 }]);
  });
});

test("a run does not fail if a report fails", async () => {
  world.topic.failing = true;
  world.metrics.failing = true;
  world.appointments.put(stored("a"), stored("bad", { patientId: "" }));
  expect(await world.runSchedule()).toMatchObject({ enqueued: 1, refused: 1 });
});
