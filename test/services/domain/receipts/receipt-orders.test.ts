/** Receipts among other events, in orders that are rare. */
import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import type { QueueMessage } from "../../../../services/domain/ports";
import { appointment, queueMessage } from "../../../support/data/records";
import { ACCOUNT, PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

/** A message of the receipts queue. */
function received(body: object, id: string): QueueMessage {
  return { id, body: JSON.stringify(body), attributes: {}, receives: 1 };
}

const notDelivered = () => ({
  notification: { messageId: world.sms.delivered.at(-1)?.messageId },
  delivery: { providerResponse: "Phone is currently unreachable/unavailable" },
  status: "FAILURE",
});

function ofEmail(eventType: "Delivery" | "Bounce", { messageId, notificationId, timestamp, claimId }: DeliveryLogItem) {
  const tags = { notificationId: [notificationId], timestamp: [String(timestamp)], claimId: [claimId] };
  const bounce = { bounceType: "Permanent", bounceSubType: "General" };
  return { eventType, mail: { messageId, sendingAccountId: ACCOUNT, tags }, ...(eventType === "Bounce" && { bounce }) };
}

/** Delivers everything on the email queue. */
async function deliverEmails(): Promise<void> {
  for (const message of world.emailQueue.messages.splice(0)) {
    await world.byEmail(message);
  }
}

const sendText = (changes: Parameters<typeof appointment>[0] = {}) => world.bySms(queueMessage(appointment(changes)));

describe("A receipt whose email did not reach its queue", () => {
  const receipt = received({}, "receipt-1");
  beforeEach(async () => {
    await sendText();
    world.emailQueue.failNext();
    Object.assign(receipt, { body: JSON.stringify(notDelivered()) });
    await world.byReceipts(receipt);
    expect(world.log.item.status).toBe("EMAIL_PENDING");
  });

  test("queues it after a redrive from the DLQ, which gives it another id", async () => {
    await world.byReceipts({ ...receipt, id: "redriven", attributes: { DeadLetterReason: "RECEIVE_LIMIT" } });
    await deliverEmails();
    expect(world.log.item.status).toBe("EMAIL_SENT");
  });

  test("does not leave the notification without an outcome if the appointment begins meanwhile", async () => {
    world.clock.advance(7 * 86_400_000);
    await world.byReceipts(receipt);
    await deliverEmails();
    expect(world.email.delivered).toEqual([]);
    expect(world.log.item.status).toBe("EXPIRED");
  });
});

test("a repeated receipt of a text sends no second email", async () => {
  await sendText();
  await world.byReceipts(received(notDelivered(), "receipt-1"));
  await world.byReceipts(received(notDelivered(), "receipt-2"));
  await deliverEmails();
  await world.byReceipts(received(notDelivered(), "receipt-3"));
  await deliverEmails();
  expect(world.email.delivered).toHaveLength(1);
  expect(world.log.item.status).toBe("EMAIL_SENT");
});

test("no email follows a text if its patient has declined reminders before the receipt", async () => {
  await sendText();
  await world.bySms(queueMessage(appointment({ contactPreference: "none" }), { id: "declined" }));
  await world.byReceipts(received(notDelivered(), "receipt-1"));
  await deliverEmails();
  expect(world.email.delivered).toEqual([]);
  expect(world.log.item.status).toBe("DECLINED");
});

test("a reminder that bounced has all its attempts again with another contact", async () => {
  await world.byEmail(queueMessage());
  await world.byReceipts(received(ofEmail("Bounce", world.log.item), "receipt-1"));
  expect(world.log.item).toMatchObject({ status: "UNDELIVERED", emailAttempts: 0 });
});

test("a bounce and a delivery of one email that are processed at the same time leave it undelivered", async () => {
  await world.byEmail(queueMessage());
  const [bounce, delivery] = [ofEmail("Bounce", world.log.item), ofEmail("Delivery", world.log.item)];
  const refused = { ...bounce, bounce: { bounceType: "Transient", bounceSubType: "General" } };
  await world.byReceipts(received(refused, "receipt-1"));
  const results = await world.byReceipts(received(bounce, "receipt-2"), received(delivery, "receipt-3"));
  expect(results).toMatchObject([
    { status: "fulfilled" },
    { status: "rejected", reason: { code: "CHANGED_MEANWHILE" } },
  ]);
  await world.byReceipts(received(delivery, "receipt-3"));
  expect(world.log.item.status).toBe("UNDELIVERED");
});

test("a notification that an operator dropped is no longer dropped once its text is known to be delivered", async () => {
  await sendText();
  Object.assign(world.log.item, { status: "ALL_FAILED", droppedAt: "2026-12-01T15:00:00.000Z" });
  await world.byReceipts(received({ ...notDelivered(), status: "SUCCESS" }, "receipt-1"));
  expect(world.log.item.status).toBe("SMS_DELIVERED");
  expect(world.log.item).not.toHaveProperty("droppedAt");
});

test("the log keeps no empty id of a text, since no index accepts one", async () => {
  const { sms } = world;
  const send = sms.send.bind(sms);
  Object.assign(sms, { send: async (...args: Parameters<typeof send>) => (await send(...args)) && "" });
  await sendText();
  expect(world.log.item.status).toBe("SMS_SENT");
  expect(world.log.item).not.toHaveProperty("smsMessageId");
});
