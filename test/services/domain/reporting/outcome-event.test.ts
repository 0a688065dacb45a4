import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import type { LogEntry } from "../../../../services/domain/notification/delivery-log";
import type { TransitionName } from "../../../../services/domain/notification/transitions";
import { outcomeEvent } from "../../../../services/domain/reporting/outcome-event";
import { appointment, logEntry, NOW } from "../../../support/data/records";
import { FakeDeliveryLog } from "../../../support/fakes/fake-delivery-log";
import { FrozenClock } from "../../../support/fakes/frozen-clock";

const SENT_AT = "2026-12-01T15:00:00.000Z";

let clock: FrozenClock;
let log: FakeDeliveryLog;
beforeEach(() => {
  clock = new FrozenClock(NOW);
  log = new FakeDeliveryLog(clock);
});

/** Makes a transition, a minute after the last one. */
async function apply(name: TransitionName, changes: Partial<LogEntry> = {}): Promise<DeliveryLogItem> {
  await log.apply(name, logEntry(changes), log.items[0]);
  clock.advance(60_000);
  return log.item;
}
const texted = async () => {
  await log.apply("claimSms", logEntry());
  return apply("recordSmsSent", { channel: "SMS", messageId: "sms-1", smsParts: 2 });
};

test("an outcome of what was sent says when the carrier accepted it, after a receipt too", async () => {
  const sent = outcomeEvent(await texted());
  expect(sent).toMatchObject({ status: "SMS_SENT", sentAt: SENT_AT, occurredAt: SENT_AT });
  const delivered = outcomeEvent(await apply("recordSmsDelivered", { channel: "SMS", messageId: "sms-1" }));
  expect(delivered).toMatchObject({ status: "SMS_DELIVERED", sentAt: SENT_AT, occurredAt: "2026-12-01T15:01:00.000Z" });
});

test("the answer of a patient, which the history has too, does not change when the text was accepted", async () => {
  const item = await texted();
  await log.answer(item, { messageId: "reply-1", code: "REPLY_CONFIRM" });
  clock.advance(60_000);
  const delivered = await apply("recordSmsDelivered", { channel: "SMS", messageId: "sms-1" });
  expect(outcomeEvent(delivered).sentAt).toBe(SENT_AT);
});

test("an outcome without a send does not say when it was sent", async () => {
  const ended = await apply("endWithoutContact", { code: "NO_CONTACT" });
  expect(outcomeEvent(ended)).not.toHaveProperty("sentAt");
});

test("the event of another message than a reminder says which one it is", async () => {
  const moved = appointment({ reminder: { kind: "moved" } });
  await log.apply("claimSms", logEntry({ appointment: moved }));
  const item = await apply("recordSmsSent", { appointment: moved, channel: "SMS", messageId: "sms-1" });
  expect(outcomeEvent(item).kind).toBe("moved");
  log = new FakeDeliveryLog(clock);
  expect(outcomeEvent(await texted())).not.toHaveProperty("kind");
});
