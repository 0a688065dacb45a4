import { systemRandom } from "../../../../services/adapters/system-random";
import { parseDeadLetter } from "../../../../services/domain/redrive/dead-letter";
import { recordDrop, UNKNOWN } from "../../../../services/domain/redrive/drop";
import { RetryLater } from "../../../../services/domain/retry/failure";
import { CLINICS } from "../../../support/data/clinics";
import { appointment, logEntry, NOW, queueMessage } from "../../../support/data/records";
import { FakeDeliveryLog } from "../../../support/fakes/fake-delivery-log";
import { FakeTopic } from "../../../support/fakes/fake-reports";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

let clock: FrozenClock;
let log: FakeDeliveryLog;
let topic: FakeTopic;
beforeEach(() => {
  clock = new FrozenClock(NOW);
  log = new FakeDeliveryLog(clock);
  topic = new FakeTopic();
});

const deadLetter = (body: unknown = appointment()) =>
  parseDeadLetter(
    {
      id: "message-1",
      receiptHandle: "receipt-1",
      body: typeof body === "string" ? body : JSON.stringify(body),
      attributes: {},
      sentAt: NOW - 60_000,
    },
    CLINICS,
  );
const drop = (message = deadLetter()) =>
  recordDrop(
    message,
    { by: "ana", because: "sent again by hand" },
    { log, topic, clock, random: systemRandom, clinics: CLINICS },
  );

test("a dropped notification without an item ends as ALL_FAILED, and its event is published", async () => {
  expect(await drop()).toMatchObject({ kind: "recorded" });
  expect(log.item).toMatchObject({ status: "ALL_FAILED", reason: "DROPPED" });
  expect(log.item.history.at(-1)).toMatchObject({ code: "DROPPED", note: "sent again by hand", by: "ana" });
  expect(topic.events).toMatchObject([{ status: "ALL_FAILED", reason: "DROPPED" }]);
});

test("a drop of a failed notification records the reason, and publishes no second event", async () => {
  await log.apply("endWithoutEmail", logEntry({ code: "NO_USABLE_EMAIL" }));
  expect(await drop()).toMatchObject({ kind: "recorded" });
  expect(log.item.history.map(({ code }) => code)).toEqual(["NO_USABLE_EMAIL", "DROPPED"]);
  expect(topic.events).toEqual([]);
});

test("a drop does not change a notification that was sent", async () => {
  await log.apply("claimSms", logEntry());
  await log.apply("recordSmsSent", logEntry({ messageId: "sms-1" }));
  expect(await drop()).toMatchObject({ kind: "already-ended", item: { status: "SMS_SENT" } });
  expect(log.item.history).toHaveLength(2);
});

test("a claimed notification cannot be dropped until the claim's lease has expired", async () => {
  await log.apply("claimSms", logEntry());
  expect(await drop()).toEqual({ kind: "in-progress" });
  clock.advance(10 * 60_000);
  expect(await drop()).toMatchObject({ kind: "recorded" });
});

describe("A dropped notification stays ended", () => {
  const EMAIL_ALONE = { phoneNumber: undefined };
  let world: PipelineWorld;
  beforeEach(() => {
    world = new PipelineWorld();
    ({ log, clock, topic } = world);
  });
  const droppedAt = () => world.log.item.droppedAt ?? "";

  test.each([
    ["is in a queue", appointment(), {}],
    ["was redriven before the drop or after it", appointment(), { DeadLetterReason: "EMAIL_REFUSED" }],
    ["has another contact", appointment({ phoneNumber: "206-555-0177" }), {}],
    [
      "undoes an earlier drop",
      appointment(),
      { DeadLetterReason: "EMAIL_REFUSED", Reopens: "2026-12-01T14:00:00.000Z" },
    ],
  ])("although a copy %s", async (_, of, attributes) => {
    await drop();
    expect(await world.bySms(queueMessage(of, { id: "a copy", attributes }))).toEqual({ kind: "duplicate" });
    const byEmail = queueMessage({ ...of, ...EMAIL_ALONE }, { id: "a copy", attributes });
    expect(await world.byEmail(byEmail)).toEqual({ kind: "duplicate" });
    // A message that SQS moves to the DLQ keeps its id.
    expect(await world.byEmail({ ...byEmail, id: "message-1" })).toEqual({ kind: "duplicate" });
    expect([world.sms.calls, world.email.delivered, world.deadLetters.messages]).toEqual([0, [], []]);
    expect(world.log.item).toMatchObject({ status: "ALL_FAILED", reason: "DROPPED" });
  });

  test("until an operator undoes this drop", async () => {
    await drop();
    const attributes = { DeadLetterReason: "EMAIL_REFUSED", Reopens: droppedAt() };
    world.sms.failSends(1, "InternalError");
    const message = queueMessage(appointment(), { id: "a copy", attributes });
    await expect(world.bySms(message)).rejects.toThrow(RetryLater);
    expect(world.log.item).not.toHaveProperty("droppedAt");
    expect(await world.bySms(message)).toMatchObject({ event: { status: "SMS_SENT" } });
  });

  test("if it was dropped again since the redrive that undid the first drop", async () => {
    await drop();
    const attributes = { DeadLetterReason: "EMAIL_REFUSED", Reopens: droppedAt() };
    clock.advance(1);
    await drop();
    const message = queueMessage(appointment(), { id: "a copy", attributes });
    expect(await world.bySms(message)).toEqual({ kind: "duplicate" });
  });
});

test("the item of a message that breaks the contract names its patient, or an unknown one", async () => {
  await drop(deadLetter({ patientId: "patient-9", appointmentTime: "soon" }));
  expect(log.item).toMatchObject({ patientId: "patient-9", status: "ALL_FAILED", reason: "DROPPED" });
  const other = new FakeDeliveryLog(clock);
  log = other;
  await drop(deadLetter("{ Ana"));
  expect(other.item.patientId).toBe(UNKNOWN);
  expect(JSON.stringify(other.item)).not.toContain("Ana");
});

test("the same message dropped twice is one item", async () => {
  await drop(deadLetter("{ Ana"));
  await drop(deadLetter("{ Ana"));
  expect(log.items).toHaveLength(1);
});
