import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC } from "../../../support/data/clinics";
import { logEntry } from "../../../support/data/records";
import { ProducerWorld, stored } from "../../../support/worlds/producer-world";

const declined = stored("declined", { contactPreference: "none" });
const key = identifyNotification(declined, CLINIC);

let world: ProducerWorld;
beforeEach(() => {
  world = new ProducerWorld();
  world.appointments.put(declined);
});

describe("An appointment of a patient who wants no reminders", () => {
  test("is not queued, recorded as declined, and no longer due", async () => {
    world.appointments.put(stored("a"));
    expect(await world.runSchedule()).toMatchObject({ enqueued: 1, expired: 0, declined: 1 });
    expect(world.queuedIds).toEqual(["a"]);
    expect(world.log.item).toMatchObject({ ...key, status: "DECLINED", queueMessageId: "" });
    expect(world.log.item).not.toHaveProperty("phoneNumber");
    expect(world.appointments.dueIds).toEqual([]);
    expect(world.appointments.get("declined")).toMatchObject({ reminderDeclinedAt: "2026-12-01T15:00:00.000Z" });
  });

  test("is published as an outcome, and counted", async () => {
    await world.runSchedule();
    expect(world.topic.events).toMatchObject([{ status: "DECLINED", appointmentId: "declined" }]);
    expect(world.metrics.calls).toEqual([{ DailyRuns: 1, DeclinedNotifications: 1, QueuedReminders: 0 }]);
  });

  test("declined also if the appointment is over", async () => {
    world.appointments.put({ ...declined, appointmentTime: "2026-11-30T09:00:00-05:00" });
    expect(await world.runSchedule()).toMatchObject({ expired: 0, declined: 1 });
  });

  test("is left to the consumers where an earlier message has opened its notification", async () => {
    await world.log.apply("claimSms", logEntry({ key, appointment: declined }));
    expect(await world.runSchedule()).toMatchObject({ enqueued: 1, declined: 0 });
    expect(world.queuedIds).toEqual(["declined"]);
    expect(world.appointments.get("declined")).toHaveProperty("reminderQueuedAt");
  });

  test("is left to the consumers where an earlier reminder failed: a redrive of it would still be sent", async () => {
    await world.log.apply("endWithoutEmail", logEntry({ key, appointment: declined }));
    expect(await world.runSchedule()).toMatchObject({ enqueued: 1, declined: 0 });
  });

  test("is published once more after a run that died before it was removed from the list", async () => {
    await world.runSchedule();
    world.appointments.put(declined);
    expect(await world.runSchedule()).toMatchObject({ declined: 1 });
    expect(world.topic.events.map(({ transition }) => transition)).toEqual([1, 1]);
    expect(world.metrics.calls[1]).toEqual({ DailyRuns: 1, QueuedReminders: 0 });
  });

  test("stays due if the log fails, and the others of its batch do not", async () => {
    world.appointments.put(stored("second", { contactPreference: "none" }));
    world.log.failOn("decline", Object.assign(new Error(), { name: "InternalServerError" }));
    await expect(world.runSchedule()).rejects.toThrow("aborted by InternalServerError");
    expect(world.appointments.dueIds).toHaveLength(1);
    expect(world.topic.events).toHaveLength(1);
  });

  test("is queued if it comes with an on-demand run: the consumer declines it", async () => {
    expect(await world.run({ appointments: [declined] })).toMatchObject({ enqueued: 1, declined: 0 });
  });
});
