/** What the hour does to reminders on their way: a clinic whose patients are texted from 9:00 to 20:00. */
import type { Clinic } from "../../../../contracts/clinics/clinic";
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { consumeBatch } from "../../../../services/domain/delivery/consume-batch";
import { remindByEmail } from "../../../../services/domain/delivery/remind-by-email";
import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import type { QueueMessage } from "../../../../services/domain/ports";
import { CLINIC } from "../../../support/data/clinics";
import { appointment, NOW, queueMessage, reminderOf } from "../../../support/data/records";
import type { FakeQueue } from "../../../support/fakes/fake-queues";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

const DAY = { ...CLINIC, sendWindow: "09:00-20:00" };
/** In New York. */
const local = (text: string) => Date.parse(`${text}:00-05:00`);
const EVENING = local("2026-12-01T22:00");

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

const at = (text: string) => world.clock.advance(local(text) - world.clock.now());
const received = (message: QueueMessage, clinic: Clinic) => ({
  ...reminderOf(message, { deadline: world.clock.now() + 50_000 }),
  clinic,
});
const bySms = (message: QueueMessage, clinic: Clinic = DAY) =>
  world.clock.drive(remindBySms(received(message, clinic), world.smsDependencies));
const byEmail = (message: QueueMessage, clinic: Clinic = DAY) =>
  world.clock.drive(remindByEmail(received(message, clinic), world.emailDependencies));
const history = () => world.log.item.history.map(({ status, code }) => [status, code].filter(Boolean).join(" "));
const released = (): QueueMessage => {
  const { body, attributes } = world.heldTexts.item;
  world.heldTexts.items.clear();
  return { id: "released", body, attributes };
};
/** The message by which a reminder that was put off, or handed over, comes again. */
const next = (queue: FakeQueue): QueueMessage => {
  const sent = queue.messages.at(-1);
  if (!sent) throw new Error("Nothing was put on the queue");
  return { id: `copy-${queue.messages.length}`, body: sent.body, attributes: { ...sent.attributes } };
};
const NO_EMAIL = { email: undefined };

describe("A text that comes at 22:00", () => {
  beforeEach(() => at("2026-12-01T22:00"));

  test("is not sent, and waits as one item until the window opens", async () => {
    const message = queueMessage(appointment(), { attributes: { Postponed: "2", Other: "of its sender" } });
    expect(await bySms(message)).toEqual({ kind: "held" });
    expect(world.sms.calls).toBe(0);
    expect(world.heldTexts.item).toEqual({
      appointmentId: `#hold:${world.log.item.notificationId}`,
      patientId: "patient-1",
      reminderDate: `2026-12-02T14:00#${world.log.item.notificationId[0]}`,
      appointmentTime: "2026-12-02T19:30:00.000Z",
      body: message.body,
      attributes: { Postponed: "2" },
      opensAt: local("2026-12-02T09:00"),
      holdId: expect.any(String),
      ttl: local("2026-12-16T14:30") / 1_000,
    });
  });

  test("is in the log with the reason, the time and no attempt", async () => {
    await bySms(queueMessage());
    expect(history()).toEqual(["SMS_WAITING QUIET_HOURS"]);
    expect(world.log.item).toMatchObject({ attempts: 0, waitingUntil: "2026-12-02T14:00:00.000Z" });
    expect(world.log.item.leaseUntil).toBeUndefined();
  });

  test("takes one write to the log", async () => {
    await bySms(queueMessage());
    expect(world.log.writes).toEqual(["waitForWindow"]);
    expect(world.sms.calls).toBe(0);
  });

  test("is counted as held, and as nothing else", async () => {
    const batch = { id: "batch-1", messages: [queueMessage()], deadline: world.clock.now() + 50_000 };
    const clinics = clinicsInMemory([DAY]);
    await world.clock.drive(
      consumeBatch(batch, (reminder) => remindBySms(reminder, world.smsDependencies), {
        ...world.batchDependencies,
        clinics,
      }),
    );
    expect(world.metrics.calls).toEqual([{ HeldNotifications: 1 }]);
    expect(world.topic.events).toEqual([]);
  });

  test("goes out once it is released", async () => {
    await bySms(queueMessage());
    at("2026-12-02T09:00");
    expect(await bySms(released())).toMatchObject({ kind: "outcome", event: { status: "SMS_SENT" } });
    expect(world.log.item).toMatchObject({ attempts: 1, possibleDuplicate: false });
    expect(world.log.item.reason).toBeUndefined();
  });

  test("waits again if it is released at an hour at which the window is closed", async () => {
    await bySms(queueMessage());
    at("2026-12-02T08:59");
    expect(await bySms(released())).toEqual({ kind: "held" });
    expect(world.heldTexts.item.opensAt).toBe(local("2026-12-02T09:00"));
  });

  test("waits for the window in the patient's zone", async () => {
    const time = { appointmentTime: "2026-12-04T11:00:00-08:00", timeZone: "America/Los_Angeles" };
    at("2026-12-02T09:30");
    await bySms(queueMessage(appointment(time)));
    expect(world.heldTexts.item.opensAt).toBe(local("2026-12-02T12:00"));
  });

  test("goes out at once where the clinic texts at that hour", async () => {
    for (const [index, sendWindow] of ["always", "20:00-02:00"].entries()) {
      const message = queueMessage(appointment({ appointmentId: `a-${index}` }));
      expect(await bySms(message, { ...CLINIC, sendWindow })).toMatchObject({ event: { status: "SMS_SENT" } });
    }
  });

  test("is written once, however many messages of its notification come", async () => {
    await bySms(queueMessage(appointment(), { id: "first" }));
    for (let index = 0; index < 50; index += 1) await bySms(queueMessage(appointment(), { id: `again-${index}` }));
    expect(world.heldTexts.items.size).toBe(1);
    expect(history()).toHaveLength(1);
  });

  test("is written again if its message is delivered again, since its item may not have been", async () => {
    world.heldTexts.failNext();
    world.appointmentsQueue.failNext();
    await expect(bySms(queueMessage())).rejects.toThrow();
    expect(world.heldTexts.items.size).toBe(0);
    expect(await bySms(queueMessage())).toEqual({ kind: "held" });
    expect(world.heldTexts.items.size).toBe(1);
  });

  test("waits on its queue, and an alarm goes off, if its item cannot be written", async () => {
    world.heldTexts.failNext();
    expect(await bySms(queueMessage())).toEqual({ kind: "blocked", code: "HOLD_NOT_WRITTEN" });
    expect(await bySms(next(world.appointmentsQueue))).toEqual({ kind: "held" });
  });

  test("waits although texts are stopped, so that it need not be put back every five minutes", async () => {
    world.stops.stopped.add("SMS");
    expect(await bySms(queueMessage())).toEqual({ kind: "held" });
    at("2026-12-02T09:00");
    expect(await bySms(released())).toEqual({ kind: "stopped" });
  });

  test("from the DLQ waits too, and is tried again in the morning", async () => {
    world.sms.failSends(1, "InvalidParameter");
    world.email.failSends(1, "MessageRejected");
    const night = queueMessage(appointment({ email: undefined, appointmentTime: "2026-12-03T14:30:00-05:00" }));
    await bySms(night, CLINIC);
    await byEmail(next(world.emailQueue));
    expect(world.log.item.status).toBe("ALL_FAILED");
    const redriven = { id: "redriven", body: night.body, attributes: { DeadLetterReason: "NO_USABLE_EMAIL" } };
    expect(await bySms(redriven)).toEqual({ kind: "held" });
    expect(world.heldTexts.item.attributes).toEqual({ DeadLetterReason: "NO_USABLE_EMAIL" });
    at("2026-12-02T09:00");
    expect(await bySms(released())).toMatchObject({ event: { status: "SMS_SENT" } });
  });

  test("of a notification that has ended is acknowledged", async () => {
    await bySms(queueMessage(), CLINIC);
    expect(await bySms(queueMessage(appointment(), { id: "again" }))).toEqual({ kind: "duplicate" });
    expect(world.heldTexts.items.size).toBe(0);
  });
});

describe("An appointment before the window opens", () => {
  const EARLY = { appointmentTime: "2026-12-02T08:30:00-05:00" };
  beforeEach(() => at("2026-12-01T22:00"));

  test("is reminded of by email at once, if there is an address", async () => {
    expect(await bySms(queueMessage(appointment(EARLY)))).toEqual({ kind: "handed-over" });
    expect(await byEmail(next(world.emailQueue))).toMatchObject({ event: { status: "EMAIL_SENT" } });
    expect(history()).toEqual(["EMAIL_PENDING QUIET_HOURS", "EMAIL_SENDING", "EMAIL_SENT"]);
  });

  test("is reminded of by email also if the window opens less than two hours before", async () => {
    expect(await bySms(queueMessage(appointment({ appointmentTime: "2026-12-02T10:30:00-05:00" })))).toEqual({
      kind: "handed-over",
    });
    const later = appointment({ appointmentId: "later", appointmentTime: "2026-12-02T11:00:00-05:00" });
    expect(await bySms(queueMessage(later))).toEqual({ kind: "held" });
  });

  test("is reminded of by text at seven, if there is no address", async () => {
    expect(await bySms(queueMessage(appointment({ ...EARLY, ...NO_EMAIL })))).toEqual({ kind: "held" });
    expect(world.heldTexts.item.opensAt).toBe(local("2026-12-02T07:00"));
    at("2026-12-02T07:00");
    expect(await bySms(released())).toMatchObject({ event: { status: "SMS_SENT" } });
  });

  test("is reminded of by text at once at an hour of the day, if there is no address", async () => {
    const message = queueMessage(appointment({ ...EARLY, ...NO_EMAIL }));
    world = new PipelineWorld();
    at("2026-12-01T21:59");
    expect(await bySms(message)).toMatchObject({ event: { status: "SMS_SENT" } });
  });

  test("is reminded of by text if its email is refused", async () => {
    world.email.failSends(1, "MessageRejected");
    await bySms(queueMessage(appointment(EARLY)));
    expect(await byEmail(next(world.emailQueue))).toEqual({ kind: "handed-over" });
    expect(await bySms(next(world.appointmentsQueue))).toEqual({ kind: "held" });
    at("2026-12-02T07:00");
    expect(await bySms(released())).toMatchObject({ event: { status: "SMS_SENT" } });
  });

  test("is not reminded of by email while emails are stopped, but by text at seven", async () => {
    world.stops.stopped.add("EMAIL");
    expect(await bySms(queueMessage(appointment(EARLY)))).toEqual({ kind: "held" });
  });
});

describe("An appointment in the night", () => {
  const NIGHT = { appointmentTime: "2026-12-02T06:30:00-05:00" };
  beforeEach(() => at("2026-12-01T22:00"));

  test("without an address ends as EXPIRED, with the reason and an outcome", async () => {
    const result = await bySms(queueMessage(appointment({ ...NIGHT, ...NO_EMAIL })));
    expect(result).toMatchObject({ kind: "outcome", event: { status: "EXPIRED", reason: "QUIET_HOURS" } });
    expect(world.sms.calls).toBe(0);
  });

  test("is reminded of by email, even if it waits for an operator to start emails", async () => {
    world.stops.stopped.add("EMAIL");
    expect(await bySms(queueMessage(appointment(NIGHT)))).toEqual({ kind: "handed-over" });
    // It does not go back and forth.
    expect(await byEmail(next(world.emailQueue))).toEqual({ kind: "stopped" });
    at("2026-12-02T05:00");
    expect(await byEmail(next(world.emailQueue))).toEqual({ kind: "stopped" });
    world.stops.stopped.clear();
    expect(await byEmail(next(world.emailQueue))).toMatchObject({ event: { status: "EMAIL_SENT" } });
  });

  test("whose email is refused ends as EXPIRED", async () => {
    world.email.failSends(1, "MessageRejected");
    await bySms(queueMessage(appointment(NIGHT)));
    await byEmail(next(world.emailQueue));
    const result = await bySms(next(world.appointmentsQueue));
    expect(result).toMatchObject({ event: { status: "EXPIRED", reason: "QUIET_HOURS" } });
  });
});

test("a text whose turn comes after the window closed is not sent, and waits for the next day", async () => {
  at("2026-12-01T19:59");
  world.clock.advance(30_000);
  // Others have reserved the next forty seconds.
  await world.budget.reserve(40_000, world.clock.now() + 60_000);
  expect(await bySms(queueMessage())).toEqual({ kind: "postponed" });
  expect(world.sms.calls).toBe(0);
  expect(world.log.item).toMatchObject({ status: "SMS_RETRYING", reason: "QUIET_HOURS", attempts: 0 });
  world.clock.advance(60_000);
  expect(await bySms(next(world.appointmentsQueue))).toEqual({ kind: "held" });
});

test("emails go out at any hour", async () => {
  at("2026-12-02T03:00");
  await bySms(queueMessage(appointment({ phoneNumber: undefined })));
  expect(await byEmail(next(world.emailQueue))).toMatchObject({ event: { status: "EMAIL_SENT" } });
  expect(NOW).toBeLessThan(EVENING);
});
