import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import { STATUSES } from "../../../../contracts/delivery-log";
import { sourcesOf } from "../../../../services/domain/notification/decide";
import { logEntry, NOW } from "../../../support/data/records";
import { FakeDeliveryLog } from "../../../support/fakes/fake-delivery-log";
import { FrozenClock } from "../../../support/fakes/frozen-clock";

const DAY = 86_400;
const BY_AN_OPERATOR = { queueMessageId: "", batchId: "operator", claimId: "erasure-1" };

/** A log with one notification that was sent, answered and has everything that an item can have. */
async function sentLog() {
  const log = new FakeDeliveryLog(new FrozenClock(NOW));
  await log.apply("claimSms", logEntry({ phoneDigest: "digest of the phone" }));
  await log.apply(
    "recordSmsSent",
    logEntry({ messageId: "sms-1", smsMessageId: "sms-1", smsParts: 2, channel: "SMS" }),
  );
  await log.answer(log.item, {
    messageId: "answer-1",
    code: "REPLY_CONFIRM",
    reply: { reply: "CONFIRM", repliedAt: new Date(NOW).toISOString() },
  });
  await log.keepMessage(log.item, "laterMessage", JSON.stringify({ patientId: "patient-1" }));
  return log;
}

const erase = (log: FakeDeliveryLog, { notificationId, timestamp }: DeliveryLogItem) =>
  log.apply("erase", { key: { notificationId, timestamp }, ...BY_AN_OPERATOR });

test("An erasure leaves of a notification its key, its counts and its times, and nothing else", async () => {
  const log = await sentLog();
  const before = log.item;
  expect(before).toMatchObject({ patientId: expect.any(String), phoneDigest: "digest of the phone", reply: "CONFIRM" });
  const { applied, item } = await erase(log, before);
  const { notificationId, timestamp, clinicId, appointmentTime, smsParts, createdAt, dayPart, attempts } = before;
  expect({ applied, item }).toEqual({
    applied: true,
    item: {
      ...{
        notificationId,
        timestamp,
        clinicId,
        appointmentTime,
        channel: "SMS",
        smsParts,
        createdAt,
        dayPart,
        attempts,
      },
      ...BY_AN_OPERATOR,
      status: "ERASED",
      transition: 3,
      updatedAt: new Date(NOW).toISOString(),
      ttl: Math.ceil(timestamp / 1_000) + 90 * DAY,
      history: [{ at: new Date(NOW).toISOString(), status: "ERASED" }],
    },
  });
});

test("An erasure is made from every state, also while an attempt holds the notification, and before there is one", () => {
  const { opens, from, held } = sourcesOf("erase");
  expect({ opens, held }).toEqual({ opens: true, held: false });
  expect([...from].sort()).toEqual(STATUSES.filter((status) => status !== "ERASED").sort());
});

test("An erasure of a notification that the log does not know keeps its messages from beginning it", async () => {
  const log = new FakeDeliveryLog(new FrozenClock(NOW));
  await log.apply("erase", logEntry({ claimId: "erasure-1" }));
  expect(log.item).not.toHaveProperty("patientId");
  const { applied, item } = await log.apply("claimSms", logEntry({ claimId: "later" }));
  expect([applied, item.status]).toEqual([false, "ERASED"]);
});

test("The attempt that held an erased notification records nothing any more", async () => {
  const log = new FakeDeliveryLog(new FrozenClock(NOW));
  await log.apply("claimSms", logEntry({ claimId: "its claim" }));
  await erase(log, log.item);
  const entry = logEntry({ claimId: "its claim", messageId: "sms-1", channel: "SMS" });
  for (const transition of ["recordSmsSent", "retrySms", "fallBackToEmail", "cancelHeld"] as const) {
    expect((await log.apply(transition, entry)).applied).toBe(false);
  }
  expect(log.item).toMatchObject({ status: "ERASED", history: [{ status: "ERASED" }] });
});

test("Nothing is added to what an erasure has left: no answer, no receipt, no wish, no later message", async () => {
  const log = await sentLog();
  await erase(log, log.item);
  const { item } = log;
  await log.answer(item, { messageId: "answer-2", code: "REPLY_CANCEL" });
  await log.keepMessage(item, "laterMessage", "{}");
  await log.keepMessage(item, "fallbackMessage", "{}");
  await log.recordEmailOnly(item);
  expect(log.item).toEqual(item);
});
