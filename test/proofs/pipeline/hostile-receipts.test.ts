/** Messages on the receipts queue that no carrier of the pipeline wrote: none changes a notification or blocks a receipt. */
import { SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { TEST_PHONES } from "../../../infra/local/emulators/carriers/test-contacts";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline(undefined, undefined, true);
});
afterAll(() => pipeline.stop());

const SECRET = "Quackenbush";
const FOREIGN = "999999999999";

async function give(...bodies: readonly unknown[]): Promise<void> {
  const QueueUrl = pipeline.cloud.queueUrl(NAMES.receiptsQueue);
  const texts = bodies.map((body) => (typeof body === "string" ? body : JSON.stringify(body)));
  for (let start = 0; start < texts.length; start += 10) {
    const Entries = texts.slice(start, start + 10).map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await pipeline.cloud.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

const logLine = (messageId: unknown, status = "SUCCESS", providerResponse = SECRET) => ({
  notification: { messageId, timestamp: "2026-11-29 12:00:00.000" },
  delivery: { destination: "+12065550100", providerResponse, dwellTimeMs: 1 },
  status,
});

/** A reminder that was texted, and whose carrier never reports. */
async function texted() {
  const appointment = anAppointment({ phoneNumber: TEST_PHONES.neverReported });
  await pipeline.send(appointment);
  return { appointment, item: await pipeline.ended(appointment, "SMS_SENT") };
}

test("what is no receipt goes to the receipts' DLQ with its reason, and its neighbours are processed", async () => {
  const { appointment, item } = await texted();
  const { notificationId, timestamp, claimId = "" } = item;
  const tags = { notificationId: [notificationId], timestamp: [String(timestamp)], claimId: [claimId] };
  const bounce = { bounceType: "Permanent", bounceSubType: "General" };
  const hostile: [body: unknown, reason: string][] = [
    ["{", "INVALID_JSON"],
    [SECRET, "INVALID_JSON"],
    [`"${SECRET}"`, "CONTRACT_VIOLATION"],
    [[logLine(item.messageId)], "CONTRACT_VIOLATION"],
    [null, "CONTRACT_VIOLATION"],
    [{ patient: SECRET }, "CONTRACT_VIOLATION"],
    ["[".repeat(20_000), "INVALID_JSON"],
    [`${"[".repeat(20_000)}${"]".repeat(20_000)}`, "CONTRACT_VIOLATION"],
    [{ ...logLine(item.messageId), status: SECRET }, "CONTRACT_VIOLATION"],
    [{ eventType: "TEXT_DELIVERED", context: tags }, "CONTRACT_VIOLATION"],
    [
      { eventType: "Bounce", bounce, mail: { tags, messageId: item.messageId, sendingAccountId: FOREIGN } },
      "CONTRACT_VIOLATION",
    ],
    [{ eventType: "Bounce", mail: { tags, messageId: item.messageId } }, "CONTRACT_VIOLATION"],
    ...[
      "*",
      "' OR '1'='1",
      "%",
      "",
      `${item.messageId} `,
      "a".repeat(50_000),
      { S: item.messageId },
      ["*"],
      7,
      null,
    ].map((messageId): [unknown, string] => [logLine(messageId), "CONTRACT_VIOLATION"]),
  ];
  await give(...hostile.map(([body]) => body), logLine(item.messageId));
  await pipeline.ended(appointment, "SMS_DELIVERED");
  await pipeline.drained();
  const rejected = await pipeline.deadLetters(NAMES.receiptsDeadLetterQueue);
  const attributes = rejected.map((letter) => letter.attributes);
  expect(attributes.map(({ DeadLetterReason }) => DeadLetterReason).sort()).toEqual(
    hostile.map(([, reason]) => reason).sort(),
  );
  expect(JSON.stringify(attributes)).not.toContain(SECRET);
  expect(await pipeline.deadLetters()).toEqual([]);
  expect((await pipeline.item(appointment))?.history).toHaveLength(3);
  expect(await pipeline.metric("RejectedMessages")).toBe(hostile.length);
});

test("the largest message that the queue takes blocks no other", async () => {
  const { appointment, item } = await texted();
  const QueueUrl = pipeline.cloud.queueUrl(NAMES.receiptsQueue);
  const MessageBody = JSON.stringify({ ...logLine("no-such-text"), padding: "a".repeat(1_000_000) });
  await pipeline.cloud.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await give(logLine(item.messageId));
  await pipeline.ended(appointment, "SMS_DELIVERED");
  await pipeline.drained();
  expect(await pipeline.metric("UnmatchedReceipts")).toBe(1);
});

test("a receipt of another program's text, however often it comes, is counted and changes nothing", async () => {
  const unmatched = await pipeline.metric("UnmatchedReceipts");
  const retried = await pipeline.metric("RetriedMessages");
  await give(...Array.from({ length: 20 }, () => logLine("5d3b40ed-11d4-4cf4-9212-907f2af79295", "FAILURE")));
  await pipeline.drained();
  expect(await pipeline.metric("UnmatchedReceipts")).toBe(unmatched + 20);
  expect(await pipeline.metric("RetriedMessages")).toBe(retried);
});

test("a receipt that is replayed 140 times has the effect of one", async () => {
  const { appointment, item } = await texted();
  const counted = await pipeline.metric("UndeliveredTexts");
  const failure = logLine(item.messageId, "FAILURE", "Phone is currently unreachable/unavailable");
  await give(...Array.from({ length: 100 }, () => failure));
  const emailed = await pipeline.ended(appointment, "EMAIL_DELIVERED");
  await pipeline.drained();
  expect(await pipeline.emailsTo(appointment.email ?? "")).toHaveLength(1);
  expect(await pipeline.metric("UndeliveredTexts")).toBe(counted + 1);
  const { history = [], attempts } = (await pipeline.item(appointment)) ?? {};
  expect([attempts, history.length]).toEqual([2, emailed.history.length]);
  const success = logLine(item.messageId);
  await give(...Array.from({ length: 40 }, () => success));
  await pipeline.drained();
  const { status, history: noted = [], attempts: same } = (await pipeline.item(appointment)) ?? {};
  expect([status, same]).toEqual(["EMAIL_DELIVERED", attempts]);
  // The first one adds a line that says so.
  const lines = noted.slice(history.length).map(({ status, code }) => [status, code]);
  expect(lines).toEqual([["EMAIL_DELIVERED", "SMS_DELIVERED"]]);
});

test("a failure of a text that is not the last one, or of no text of the notification, is not believed", async () => {
  const { appointment, item } = await texted();
  const { notificationId, timestamp, claimId } = item;
  const context = { notificationId, timestamp: String(timestamp), claimId, fallback: "EMAIL" };
  const event = { eventType: "TEXT_UNREACHABLE", isFinal: true, eventTimestamp: Date.now(), context };
  await give(
    { ...event, messageId: "another" },
    { ...event, messageId: "another", context: { ...context, claimId: "x" } },
  );
  await pipeline.drained();
  expect((await pipeline.item(appointment))?.status).toBe("SMS_SENT");
  expect(await pipeline.emailsTo(appointment.email ?? "")).toEqual([]);
});

test("nothing of a hostile receipt is in a log, and no call was refused", async () => {
  const written = JSON.stringify(await pipeline.cloud.logs());
  expect(written).toContain("receipt rejected");
  for (const value of [SECRET, FOREIGN, TEST_PHONES.neverReported]) expect(written).not.toContain(value);
  expect((await pipeline.cloud.permissions()).refused).toEqual([]);
});
