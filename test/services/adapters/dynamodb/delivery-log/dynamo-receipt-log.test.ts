import { dynamoDeliveryLog } from "../../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { dynamoReceiptLog } from "../../../../../services/adapters/dynamodb/delivery-log/dynamo-receipt-log";
import { dynamoAttentionLog } from "../../../../../services/adapters/dynamodb/digest/dynamo-attention-log";
import type { TransitionEntry } from "../../../../../services/domain/notification/delivery-log";
import { CLINIC_TIME_ZONE } from "../../../../support/data/clinics";
import { appointment, logEntry, NOW } from "../../../../support/data/records";
import { FrozenClock } from "../../../../support/fakes/frozen-clock";
import { LOG_TABLE, TestDynamo } from "../../../../support/servers/dynamo";

const clock = new FrozenClock(NOW);
const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
let dynamo: TestDynamo;
let sent = 0;
beforeAll(async () => {
  dynamo = await TestDynamo.start();
});
afterAll(() => dynamo.stop());

const log = () => dynamoDeliveryLog(dynamo.client, LOG_TABLE, settings, clock);
const receipts = () => dynamoReceiptLog(dynamo.client, LOG_TABLE, settings, clock);

/** The log has an accepted text with this id. */
async function sendText(smsMessageId: string, fallbackMessage?: string) {
  sent += 1;
  const entry = logEntry({ appointment: appointment({ appointmentId: `appointment-${sent}` }) });
  await log().apply("claimSms", entry);
  const ids = { channel: "SMS", messageId: smsMessageId, smsMessageId } as const;
  await log().apply("recordSmsSent", { ...entry, ...ids, ...(fallbackMessage && { fallbackMessage }) });
  return entry.key;
}

const receiptOf = (entry: Pick<TransitionEntry, "key" | "messageId">): TransitionEntry => ({
  channel: "SMS",
  queueMessageId: "receipt-1",
  batchId: "batch-2",
  claimId: "receipt's",
  ...entry,
});

async function inAttentionIndex(day: string) {
  const entries = [];
  for await (const entry of dynamoAttentionLog(dynamo.client, LOG_TABLE).ofDay(day, "0")) entries.push(entry);
  return entries;
}

test("a text's notification is found by its id, and whether an email can follow", async () => {
  const plain = await sendText("sms-plain");
  const withEmail = await sendText("sms-with-email", "{}");
  expect(await receipts().find("sms-plain")).toEqual({ key: plain, hasFallback: false });
  expect(await receipts().find("sms-with-email")).toEqual({ key: withEmail, hasFallback: true });
  expect(await receipts().find("sms-unknown")).toBeUndefined();
});

test("a delivered text is one write, and no longer has what an email could be made of", async () => {
  const key = await sendText("sms-delivered", "{}");
  const result = await receipts().apply("recordSmsDelivered", receiptOf({ key, messageId: "sms-delivered" }));
  expect(result).toMatchObject({ applied: true, item: { status: "SMS_DELIVERED" } });
  expect(await dynamo.logItem(key)).not.toHaveProperty("fallbackMessage");
  expect(await receipts().find("sms-delivered")).toEqual({ key, hasFallback: false });
});

test("a failure of another text is refused, with the item as it is", async () => {
  const key = await sendText("sms-current");
  const result = await receipts().apply("recordUndelivered", receiptOf({ key, messageId: "sms-earlier" }));
  expect(result).toMatchObject({ applied: false, item: { status: "SMS_SENT", messageId: "sms-current" } });
});

test("a failure of an unknown message is refused, even if it has no id", async () => {
  const key = await sendText("sms-with-id");
  const result = await receipts().apply("recordUndelivered", receiptOf({ key }));
  expect(result).toMatchObject({ applied: false, item: { status: "SMS_SENT" } });
});

test("a receipt of a notification that is not in the log finds none, and creates none", async () => {
  const key = { notificationId: "f".repeat(32), timestamp: NOW };
  expect(await receipts().apply("recordSmsDelivered", receiptOf({ key, messageId: "sms-1" }))).toEqual({
    applied: false,
  });
  expect(await dynamo.logItem(key)).toBeUndefined();
});

test("what is undelivered is listed by the clinic's day, until it is delivered after all", async () => {
  const key = await sendText("sms-undelivered");
  await receipts().apply("recordUndelivered", {
    ...receiptOf({ key, messageId: "sms-undelivered" }),
    code: "UNREACHABLE",
  });
  const [listed, ...others] = await inAttentionIndex("2026-12-01");
  expect(others).toEqual([]);
  expect(listed).toMatchObject({ ...key, status: "UNDELIVERED", reason: "UNREACHABLE" });
  for (const attribute of ["phoneNumber", "email", "history", "doctorName"])
    expect(listed).not.toHaveProperty(attribute);
  await receipts().apply("recordSmsDelivered", receiptOf({ key, messageId: "sms-undelivered" }));
  expect(await inAttentionIndex("2026-12-01")).toMatchObject([{ ...key, status: "SMS_DELIVERED" }]);
});

test("a note adds a line to the history and changes nothing else", async () => {
  const key = await sendText("sms-noted");
  const before = await dynamo.logItem(key);
  if (!before) throw new Error("the log has no such item");
  const noted = await receipts().note(before, { channel: "SMS", messageId: "sms-earlier", code: "UNREACHABLE" });
  expect(noted).toBe(true);
  const at = new Date(NOW).toISOString();
  const line = { at, status: "SMS_SENT", channel: "SMS", messageId: "sms-earlier", code: "UNREACHABLE" };
  expect(await dynamo.logItem(key)).toEqual({ ...before, history: [...before.history, line] });
});

test("a note is refused once the notification or its history is no longer as it was read", async () => {
  const key = await sendText("sms-changed");
  const before = await dynamo.logItem(key);
  if (!before) throw new Error("the log has no such item");
  const note = () => receipts().note(before, { channel: "SMS", messageId: "sms-earlier", code: "UNREACHABLE" });
  expect([await note(), await note()]).toEqual([true, false]);
  await receipts().apply("recordSmsDelivered", receiptOf({ key, messageId: "sms-changed" }));
  expect(await note()).toBe(false);
  expect((await dynamo.logItem(key))?.history).toHaveLength(4);
});
