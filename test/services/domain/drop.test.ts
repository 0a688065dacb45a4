import { systemRandom } from "../../../services/adapters/system-random";
import type { DeadLetter } from "../../../services/domain/dead-letter-queue";
import { recordDrop, UNKNOWN } from "../../../services/domain/drop";
import { US_RULES } from "../../support/contacts";
import { FakeDeliveryLog } from "../../support/fake-delivery-log";
import { FakeTopic } from "../../support/fake-reports";
import { FrozenClock } from "../../support/frozen-clock";
import { appointment, CLINIC_TIME_ZONE, logEntry, NOW } from "../../support/records";

let clock: FrozenClock;
let log: FakeDeliveryLog;
let topic: FakeTopic;
beforeEach(() => {
  clock = new FrozenClock(NOW);
  log = new FakeDeliveryLog(clock);
  topic = new FakeTopic();
});

const letter = (body: unknown = appointment()): DeadLetter => ({
  id: "letter-1",
  receipt: "receipt-1",
  body: typeof body === "string" ? body : JSON.stringify(body),
  attributes: {},
  sentAt: NOW - 60_000,
});
const drop = (of = letter()) =>
  recordDrop(of, "sent again by hand", {
    log,
    topic,
    clock,
    random: systemRandom,
    clinicTimeZone: CLINIC_TIME_ZONE,
    ...US_RULES,
  });

test("what was never taken up ends as failed, and other systems are told", async () => {
  expect(await drop()).toMatchObject({ kind: "recorded" });
  expect(log.item).toMatchObject({ status: "ALL_FAILED", reason: "DROPPED" });
  expect(log.item.history.at(-1)).toMatchObject({ code: "DROPPED", note: "sent again by hand" });
  expect(topic.events).toMatchObject([{ status: "ALL_FAILED", reason: "DROPPED" }]);
});

test("what had failed before gets the reason, and nobody is told a second time", async () => {
  await log.apply("endWithoutEmail", logEntry({ code: "NO_USABLE_EMAIL" }));
  expect(await drop()).toMatchObject({ kind: "recorded" });
  expect(log.item.history.map(({ code }) => code)).toEqual(["NO_USABLE_EMAIL", "DROPPED"]);
  expect(topic.events).toEqual([]);
});

test("what ended well stays as it ended", async () => {
  await log.apply("claimSms", logEntry());
  await log.apply("recordSmsSent", logEntry({ messageId: "sms-1" }));
  expect(await drop()).toMatchObject({ kind: "ended before", item: { status: "SMS_SENT" } });
  expect(log.item.history).toHaveLength(2);
});

test("what somebody works at stays in the DLQ, until their lease is over", async () => {
  await log.apply("claimSms", logEntry());
  expect(await drop()).toEqual({ kind: "in work" });
  clock.advance(10 * 60_000);
  expect(await drop()).toMatchObject({ kind: "recorded" });
});

test("a copy that waits in a queue is not sent any more, but for another contact", async () => {
  await drop();
  expect((await log.apply("claimSms", logEntry({ claimId: "of a copy" }))).applied).toBe(false);
});

test("a message that breaks the contract is found under its patient, or under nobody's name", async () => {
  await drop(letter({ patientId: "patient-9", appointmentTime: "soon" }));
  expect(log.item).toMatchObject({ patientId: "patient-9", status: "ALL_FAILED", reason: "DROPPED" });
  const other = new FakeDeliveryLog(clock);
  log = other;
  await drop(letter("{ Ana"));
  expect(other.item.patientId).toBe(UNKNOWN);
  expect(JSON.stringify(other.item)).not.toContain("Ana");
});

test("the same message dropped twice is one item", async () => {
  await drop(letter("{ Ana"));
  await drop(letter("{ Ana"));
  expect(log.items).toHaveLength(1);
});
