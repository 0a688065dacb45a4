import { firstStepOf } from "../../../../services/domain/delivery/begin-attempt";
import { MAX_LOOKUP_AGE } from "../../../../services/domain/delivery/look-up";
import { appointment, EMAIL, logEntry, PHONE, queueMessage, reminderOf } from "../../../support/data/records";
import { LEASE_MS } from "../../../support/fakes/fake-delivery-log";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

const CONSUMERS = ["bySms", "byEmail"] as const;
const MOVED = { appointmentTime: "2026-12-09T10:00:00-05:00", revision: 1 };

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

const sent = () => [world.sms.calls, world.email.calls];
const stored = (changes: Parameters<typeof appointment>[0] = {}) => {
  const item = appointment(changes);
  world.appointments.put({ ...item, appointmentId: item.appointmentId ?? "" });
};
const statuses = () => world.log.item.history.map(({ status }) => status);

describe("A queued reminder whose appointment", () => {
  test.each(CONSUMERS)("is as it was is sent, after one look-up (%s)", async (consumer) => {
    await world[consumer](world.storedMessage());
    expect(world.log.item).toMatchObject({ status: consumer === "bySms" ? "SMS_SENT" : "EMAIL_SENT", attempts: 1 });
    expect(world.appointments.lookedUp).toEqual(["appointment-1"]);
  });

  test.each(CONSUMERS)("was cancelled ends as CANCELLED, and is no attempt (%s)", async (consumer) => {
    const message = world.storedMessage();
    stored({ status: "cancelled" });
    expect(await world[consumer](message)).toMatchObject({
      kind: "outcome",
      event: { status: "CANCELLED", reason: "APPOINTMENT_ENDED" },
    });
    expect(world.log.item).toMatchObject({ status: "CANCELLED", attempts: 0 });
    expect(sent()).toEqual([0, 0]);
  });

  test.each(CONSUMERS)("was deleted ends as CANCELLED (%s)", async (consumer) => {
    const message = world.storedMessage();
    world.appointments.delete("appointment-1", "patient-1");
    expect(await world[consumer](message)).toMatchObject({
      event: { status: "CANCELLED", reason: "APPOINTMENT_GONE" },
    });
    expect(sent()).toEqual([0, 0]);
  });

  test.each(CONSUMERS)("was moved ends as SUPERSEDED (%s)", async (consumer) => {
    const message = world.storedMessage();
    stored(MOVED);
    expect(await world[consumer](message)).toMatchObject({
      event: { status: "SUPERSEDED", reason: "APPOINTMENT_CHANGED" },
    });
    expect(world.log.item).toMatchObject({ status: "SUPERSEDED", attempts: 0 });
    expect(sent()).toEqual([0, 0]);
  });

  test("is cancelled after the text failed is not emailed", async () => {
    world.sms.failSends(1, "InvalidParameter");
    await world.bySms(world.storedMessage());
    stored({ status: "cancelled" });
    expect(await world.byEmail(world.emailQueue.message)).toMatchObject({ event: { status: "CANCELLED" } });
    expect([world.log.item.attempts, world.email.calls]).toEqual([1, 0]);
  });

  test("has a corrected number is texted there, and the log has that number", async () => {
    const message = world.storedMessage();
    stored({ phoneNumber: "206-555-0177" });
    expect(await world.bySms(message)).toMatchObject({ event: { status: "SMS_SENT" } });
    expect(world.sms.delivered).toMatchObject([{ phoneNumber: "+12065550177" }]);
    expect(world.log.item).toMatchObject({ phoneNumber: "+12065550177", attempts: 1 });
    expect(world.log.item).not.toHaveProperty("sendInDoubt");
    expect(statuses()).toEqual(["SMS_SENDING", "SMS_RETRYING", "SMS_SENDING", "SMS_SENT"]);
    expect(world.log.item.history[1]).toMatchObject({ code: "DETAILS_CHANGED" });
    expect(world.log.item).not.toHaveProperty("reason");
  });

  test("has a corrected address is emailed there", async () => {
    const message = world.storedMessage();
    stored({ email: "new@example.com" });
    await world.byEmail(message);
    expect(world.email.delivered).toMatchObject([{ address: "new@example.com" }]);
    expect(world.log.item).toMatchObject({ status: "EMAIL_SENT", email: "new@example.com", emailAttempts: 1 });
  });

  test("has another place is announced there", async () => {
    const message = world.storedMessage();
    stored({ location: "Room 9, South Clinic" });
    await world.bySms(message);
    expect(world.sms.delivered[0]?.text).toContain("Room 9, South Clinic");
  });

  test("names a phone now is texted, although the message had none", async () => {
    const message = world.storedMessage(appointment({ phoneNumber: undefined, email: undefined }));
    stored();
    expect(await world.bySms(message)).toMatchObject({ event: { status: "SMS_SENT" } });
    expect(world.log.item.phoneNumber).toBe(PHONE);
  });

  test("lost its phone is emailed", async () => {
    const message = world.storedMessage();
    stored({ phoneNumber: undefined });
    expect(await world.bySms(message)).toEqual({ kind: "handed-over" });
    expect(world.log.item).toMatchObject({ status: "EMAIL_PENDING", reason: "NO_USABLE_PHONE", attempts: 0 });
    await world.byEmail(world.emailQueue.message);
    expect(world.email.delivered).toMatchObject([{ address: EMAIL }]);
  });

  test("is of a patient who has declined since ends as DECLINED", async () => {
    const message = world.storedMessage();
    stored({ contactPreference: "none" });
    expect(await world.bySms(message)).toMatchObject({ event: { status: "DECLINED" } });
    expect(sent()).toEqual([0, 0]);
  });

  test("is of a patient who wants reminders again is sent, although the message says none", async () => {
    const message = world.storedMessage(appointment({ contactPreference: "none" }));
    stored();
    expect(await world.bySms(message)).toMatchObject({ event: { status: "SMS_SENT" } });
  });

  test("was over, and is moved to another day, is superseded and not expired", async () => {
    const over = appointment({ appointmentTime: "2026-12-01T09:00:00-05:00" });
    const message = world.storedMessage(over);
    stored(MOVED);
    expect(await world.bySms(message)).toMatchObject({ event: { status: "SUPERSEDED" } });
  });
});

describe("A message of another system", () => {
  test.each(CONSUMERS)("is held to a cancellation of the same start (%s)", async (consumer) => {
    stored({ status: "cancelled" });
    expect(await world[consumer](queueMessage())).toMatchObject({ event: { status: "CANCELLED" } });
    expect(sent()).toEqual([0, 0]);
  });

  test("is sent as it is if the table has another start or contact, or no such appointment", async () => {
    stored({ ...MOVED, phoneNumber: "206-555-0177" });
    await world.bySms(queueMessage());
    await world.bySms(queueMessage(appointment({ appointmentId: "unknown" })));
    expect(world.sms.delivered).toMatchObject([{ phoneNumber: PHONE }, { phoneNumber: PHONE }]);
  });

  test("without an appointmentId is looked up only for an erasure of its patient", async () => {
    const { patientId, ...message } = appointment({ appointmentId: undefined });
    await world.bySms(queueMessage({ patientId, ...message }));
    expect([world.appointments.lookedUp, world.sms.calls]).toEqual([[`#erased:${patientId}`], 1]);
  });
});

describe("If the appointments table cannot be read", () => {
  beforeEach(() => {
    world.appointments.unreadable = true;
  });

  test.each(CONSUMERS)("nothing is sent, no attempt is used up, and a copy waits (%s)", async (consumer) => {
    const message = world.storedMessage();
    expect(await world[consumer](message)).toEqual({ kind: "blocked", code: "APPOINTMENT_UNREADABLE" });
    expect(world.log.item).toMatchObject({ attempts: 0 });
    expect(world.log.item.history.at(-1)).toMatchObject({ code: "APPOINTMENT_UNREADABLE" });
    expect(sent()).toEqual([0, 0]);
    const queue = consumer === "bySms" ? world.appointmentsQueue : world.emailQueue;
    expect(queue.message).toMatchObject({ body: message.body, delaySeconds: 60 });
    world.appointments.unreadable = false;
    expect(await world[consumer](queue.message)).toMatchObject({ kind: "outcome" });
    expect(world.log.item).toMatchObject({ attempts: 1 });
  });

  test.each([
    ["declines", { contactPreference: "none" }],
    ["has no contact", { phoneNumber: undefined, email: undefined }],
    ["goes by email", { phoneNumber: undefined }],
  ] as const)("a message that %s waits too, since the item may say otherwise", async (_, changes) => {
    const message = world.storedMessage(appointment(changes));
    expect(await world.bySms(message)).toEqual({ kind: "blocked", code: "APPOINTMENT_UNREADABLE" });
    expect(world.log.item).toMatchObject({ status: "SMS_RETRYING", attempts: 0 });
    expect(world.appointmentsQueue.message.body).toBe(message.body);
  });

  test("a decline of a notification without a contact waits until the table can be read, and then ends it", async () => {
    world.appointments.unreadable = false;
    await world.bySms(world.storedMessage(appointment({ phoneNumber: undefined, email: undefined })));
    expect(world.log.item.status).toBe("NO_CONTACT");
    const decline = world.storedMessage(
      appointment({ phoneNumber: undefined, email: undefined, contactPreference: "none" }),
    );
    world.appointments.unreadable = true;
    expect(await world.bySms({ ...decline, id: "decline" })).toEqual({
      kind: "blocked",
      code: "APPOINTMENT_UNREADABLE",
    });
    world.appointments.unreadable = false;
    expect(await world.bySms(world.appointmentsQueue.message)).toMatchObject({ event: { status: "DECLINED" } });
  });

  test("a text that would expire for quiet hours waits too, since its appointment may have been moved", async () => {
    const reminder = reminderOf(world.storedMessage());
    const quiet = async () => ({ transition: "expire", code: "QUIET_HOURS" }) as const;
    const { step } = await firstStepOf(reminder, quiet, "sms", world.smsDependencies);
    expect(step).toEqual({ transition: "claimSms", stopped: "APPOINTMENT_UNREADABLE" });
  });

  test("an appointment that is over expires all the same", async () => {
    const over = world.storedMessage(appointment({ appointmentTime: "2026-12-01T09:00:00-05:00" }));
    expect(await world.bySms(over)).toMatchObject({ event: { status: "EXPIRED" } });
  });

  test.each(CONSUMERS)("it does not go to the other channel near the appointment (%s)", async (consumer) => {
    const soon = appointment({ appointmentTime: new Date(world.clock.now() + 1_800_000).toISOString() });
    const message = world.storedMessage({ ...soon, phoneNumber: "+442079460958" });
    await world[consumer](message);
    const other = consumer === "bySms" ? world.emailQueue : world.appointmentsQueue;
    expect(other.messages).toEqual([]);
  });

  test("an item that nobody can read in what decides waits as well", async () => {
    world.appointments.unreadable = false;
    const message = world.storedMessage();
    world.appointments.put({ ...appointment(), appointmentId: "appointment-1", status: "canceled" as never });
    expect(await world.bySms(message)).toEqual({ kind: "blocked", code: "APPOINTMENT_UNREADABLE" });
    expect(sent()).toEqual([0, 0]);
  });
});

describe("A text that waits for its turn", () => {
  /** Uses up the rate of 10 parts a second for some seconds, by another consumer. */
  const rateUsedFor = async (ms: number) => {
    await world.budget.reserve(ms, world.clock.now() + 60_000);
  };

  test("is looked up once more if it waited for long, and is not sent if the appointment was cancelled", async () => {
    const message = world.storedMessage();
    await rateUsedFor(MAX_LOOKUP_AGE + 2_000);
    world.appointments.onLookUp = () => {
      world.appointments.onLookUp = () => {};
      void world.clock.sleep(1_000).then(() => stored({ status: "cancelled" }));
    };
    expect(await world.bySms(message)).toMatchObject({ event: { status: "CANCELLED" } });
    expect(world.appointments.lookedUp).toHaveLength(2);
    expect([world.sms.calls, world.log.item.attempts]).toEqual([0, 0]);
  });

  test("is sent by its first look-up if it waited for less", async () => {
    await rateUsedFor(MAX_LOOKUP_AGE - 2_000);
    await world.bySms(world.storedMessage());
    expect([world.appointments.lookedUp.length, world.sms.calls]).toEqual([1, 1]);
  });

  test("goes to the number that the second look-up finds", async () => {
    const message = world.storedMessage();
    await rateUsedFor(MAX_LOOKUP_AGE + 2_000);
    world.appointments.onLookUp = () => {
      world.appointments.onLookUp = () => {};
      void world.clock.sleep(1_000).then(() => stored({ phoneNumber: "206-555-0177" }));
    };
    await world.bySms(message);
    expect(world.sms.delivered).toMatchObject([{ phoneNumber: "+12065550177" }]);
    expect(world.log.item).toMatchObject({ status: "SMS_SENT", attempts: 1 });
  });
});

test("An email that waits for its quota is looked up once more", async () => {
  const message = world.storedMessage();
  world.email.failSends(8, "Throttling");
  world.appointments.onLookUp = () => {
    world.appointments.onLookUp = () => {};
    void world.clock.sleep(5_000).then(() => stored({ status: "cancelled" }));
  };
  expect(await world.byEmail(message)).toMatchObject({ event: { status: "CANCELLED" } });
  expect(world.appointments.lookedUp).toHaveLength(2);
  expect(world.email.delivered).toEqual([]);
});

describe("A message that the log does not let claim", () => {
  test("is a duplicate after the reminder was sent", async () => {
    const message = world.storedMessage();
    await world.bySms(message);
    stored({ status: "cancelled" });
    expect(await world.bySms({ ...message, id: "again" })).toEqual({ kind: "duplicate" });
    expect(world.log.item.status).toBe("SMS_SENT");
  });

  test("does not cancel what another attempt holds before its lease is over", async () => {
    const message = world.storedMessage();
    await world.log.apply("claimSms", entryOfAnother());
    stored({ status: "cancelled" });
    await expect(world.bySms(message)).rejects.toMatchObject({ code: "IN_PROGRESS" });
    world.clock.advance(LEASE_MS + 1);
    expect(await world.bySms(message)).toMatchObject({ event: { status: "CANCELLED" } });
    expect(world.log.item).toMatchObject({ sendInDoubt: true });
  });

  test("is tried again after a failure only if the table has another contact than the one that failed", async () => {
    const message = world.storedMessage(appointment({ phoneNumber: undefined }));
    stored({ phoneNumber: undefined, email: "new@example.com" });
    world.email.failSends(2, "MessageRejected");
    expect(await world.byEmail(message)).toMatchObject({ event: { status: "ALL_FAILED" } });
    expect(await world.byEmail({ ...message, id: "again" })).toEqual({ kind: "duplicate" });
    stored({ phoneNumber: undefined, email: "third@example.com" });
    world.email.recover();
    expect(await world.byEmail({ ...message, id: "third" })).toMatchObject({ event: { status: "EMAIL_SENT" } });
    expect(world.email.delivered).toMatchObject([{ address: "third@example.com" }]);
  });

  test("stays failed if it comes from the DLQ and its appointment is cancelled", async () => {
    const message = world.storedMessage(appointment({ phoneNumber: undefined }));
    world.email.failSends(1, "MessageRejected");
    await world.byEmail(message);
    stored({ status: "cancelled" });
    const redriven = { ...world.deadLetters.message, id: "redriven" };
    expect(await world.byEmail(redriven)).toMatchObject({ kind: "published-again", event: { status: "ALL_FAILED" } });
    expect(world.email.delivered).toEqual([]);
  });
});

function entryOfAnother() {
  const of = appointment({ reminder: { origin: "appointments-table" } });
  return { ...logEntry({ appointment: of }), queueMessageId: "another" };
}
