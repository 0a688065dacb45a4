import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { REPLIES_TABLE, type StoredReply, WAITING } from "../../../../../contracts/tables/replies-table";
import { dynamoDeliveryLog } from "../../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { dynamoAnsweredAppointments } from "../../../../../services/adapters/dynamodb/replies/dynamo-answered-appointments";
import { dynamoReplyLog } from "../../../../../services/adapters/dynamodb/replies/dynamo-reply-log";
import { dynamoReplyTable } from "../../../../../services/adapters/dynamodb/replies/dynamo-reply-table";
import { dynamoWaitingReplies } from "../../../../../services/adapters/dynamodb/replies/dynamo-waiting-replies";
import { CLINIC_TIME_ZONE } from "../../../../support/data/clinics";
import { appointment, logEntry, NOW } from "../../../../support/data/records";
import { FrozenClock } from "../../../../support/fakes/frozen-clock";
import { APPOINTMENTS, LOG_TABLE, REPLIES, TestDynamo } from "../../../../support/servers/dynamo";

const clock = new FrozenClock(NOW);
const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
const START = Date.parse("2026-12-02T14:30:00-05:00");
let dynamo: TestDynamo;
let sent = 0;
beforeAll(async () => {
  dynamo = await TestDynamo.start();
});
afterAll(() => dynamo.stop());

const log = () => dynamoReplyLog(dynamo.client, LOG_TABLE, settings, clock);

/** The log has a claimed text to a phone. */
async function claim(phoneDigest: string, appointmentTime = "2026-12-02T14:30:00-05:00") {
  sent += 1;
  const its = appointment({ appointmentId: `appointment-${sent}`, appointmentTime });
  const entry = logEntry({ appointment: its, phoneDigest });
  await dynamoDeliveryLog(dynamo.client, LOG_TABLE, settings, clock).apply("claimSms", entry);
  return entry.key;
}

describe("The log", () => {
  test("finds the notifications of a phone from their claim on, those that start first", async () => {
    const later = await claim("digest-1", "2026-12-05T09:00:00-05:00");
    const sooner = await claim("digest-1");
    await claim("digest-2");
    const found = await log().find("digest-1", NOW);
    expect(found.map(({ notificationId }) => notificationId)).toEqual([sooner.notificationId, later.notificationId]);
    expect(found[0]).toMatchObject({ status: "SMS_SENDING", patientId: "patient-1" });
    expect(await log().find("digest-1", START)).toHaveLength(1);
    expect(await log().find("digest-3", NOW)).toEqual([]);
  });

  test("does not find one whose text went to another phone since", async () => {
    const key = await claim("digest-4");
    const item = await dynamo.logItem(key);
    await dynamo.client.send(new PutCommand({ TableName: LOG_TABLE, Item: { ...item, phoneDigest: "digest-5" } }));
    expect(await log().find("digest-4", NOW)).toEqual([]);
    expect(await log().find("digest-5", NOW)).toHaveLength(1);
  });

  test("gets one line of an answer, which is no transition", async () => {
    const key = await claim("digest-6");
    const before = await dynamo.logItem(key);
    if (!before) throw new Error("the log has no item");
    const reply = { reply: "CONFIRM", repliedAt: "2026-12-01T15:00:00.000Z" } as const;
    expect(await log().note(before, { messageId: "answer-1", code: "REPLY_CONFIRM", reply })).toBe(true);
    const after = await dynamo.logItem(key);
    const line = { at: new Date(NOW).toISOString(), status: "SMS_SENDING", channel: "SMS", messageId: "answer-1" };
    expect(after).toEqual({ ...before, ...reply, history: [...before.history, { ...line, code: "REPLY_CONFIRM" }] });
    // The history has another line by now.
    expect(await log().note(before, { messageId: "answer-2", code: "REPLY_UNCLEAR" })).toBe(false);
    expect(await dynamo.logItem(key)).toEqual(after);
  });
});

describe("The table of answers", () => {
  const table = () => dynamoReplyTable(dynamo.client, REPLIES, clock);
  const reply = (replyId: string, changes: Partial<StoredReply> = {}): StoredReply => ({
    replyId,
    receivedAt: "2026-12-01T15:00:00.000Z",
    meaning: "UNCLEAR",
    ttl: 1_900_000_000,
    ...changes,
  });

  test("stores an answer once, and returns what it had", async () => {
    expect(await table().store(reply("answer-1"))).toBeUndefined();
    expect(await table().store(reply("answer-1", { meaning: "STOP" }))).toEqual(reply("answer-1"));
    const { Item } = await dynamo.client.send(new GetCommand({ TableName: REPLIES, Key: { replyId: "answer-1" } }));
    expect(Item).toEqual(reply("answer-1"));
  });

  test("finds an answer by its id", async () => {
    await table().store(reply("answer-2"));
    expect(await table().find("answer-2")).toEqual(reply("answer-2"));
    expect(await table().find("answer-3")).toBeUndefined();
  });

  test("keeps when an answer was first received, as long as a copy may come", async () => {
    expect(await table().firstReceivedAt("answer-4", NOW)).toBe(NOW);
    expect(await table().firstReceivedAt("answer-4", NOW + 60_000)).toBe(NOW);
    expect(await table().find("answer-4")).toBeUndefined();
    const Key = { [REPLIES_TABLE.partitionKey]: "#first:answer-4" };
    const { Item } = await dynamo.client.send(new GetCommand({ TableName: REPLIES, Key }));
    expect(Item).toMatchObject({ at: NOW, ttl: NOW / 1_000 + 29 * 86_400 });
  });

  test("keeps the latest of a phone's STOP and START, whichever is processed first", async () => {
    const stop = { meaning: "STOP", at: NOW + 1 } as const;
    expect(await table().noteWish("digest-3", stop)).toEqual(stop);
    expect(await table().noteWish("digest-3", { meaning: "START", at: NOW })).toMatchObject(stop);
    const start = { meaning: "START", at: NOW + 2 } as const;
    expect(await table().noteWish("digest-3", start)).toEqual(start);
    expect(await table().noteWish("digest-3", stop)).toMatchObject(start);
  });

  test("counts the answers of a phone by day", async () => {
    expect(await table().countAnswer("digest", "2026-12-01")).toEqual({ answers: 1, acknowledgements: 0 });
    expect(await table().countAnswer("digest", "2026-12-01")).toEqual({ answers: 2, acknowledgements: 0 });
    expect(await table().countAnswer("digest", "2026-12-02")).toEqual({ answers: 1, acknowledgements: 0 });
  });

  test("counts acknowledgements up to their maximum, also at the same time", async () => {
    const counted = await Promise.all(
      Array.from({ length: 12 }, () => table().countAcknowledgement("digest-2", "2026-12-01", 10)),
    );
    expect(counted.filter(Boolean)).toHaveLength(10);
    expect(await table().countAcknowledgement("digest-2", "2026-12-01", 10)).toBe(false);
    const { Item } = await dynamo.client.send(
      new GetCommand({ TableName: REPLIES, Key: { [REPLIES_TABLE.partitionKey]: "#sender:digest-2:2026-12-01" } }),
    );
    expect(Item).toMatchObject({ acknowledgements: 10, ttl: NOW / 1_000 + 3 * 86_400 });
  });

  test("counts an acknowledgement of some kinds once a day, whatever others came before", async () => {
    const count = (day: string, once?: string) => table().countAcknowledgement("digest-4", day, 3, once);
    expect(await count("2026-12-01")).toBe(true);
    expect(await count("2026-12-01", "replyUnclear")).toBe(true);
    expect(await count("2026-12-01", "replyUnclear")).toBe(false);
    expect(await count("2026-12-01")).toBe(true);
    expect(await count("2026-12-01")).toBe(false);
    expect(await count("2026-12-02", "replyUnclear")).toBe(true);
  });

  test("says when the oldest answer that waits for staff came", async () => {
    const waiting = dynamoWaitingReplies(dynamo.client, REPLIES);
    expect(await waiting.oldest()).toBeUndefined();
    await table().store(reply("waits-2", { waiting: WAITING, receivedAt: "2026-12-01T14:00:00.000Z" }));
    await table().store(reply("waits-1", { waiting: WAITING, receivedAt: "2026-12-01T13:00:00.000Z" }));
    await table().store(reply("done", { receivedAt: "2026-12-01T12:00:00.000Z" }));
    expect(await waiting.oldest()).toBe(Date.parse("2026-12-01T13:00:00Z"));
  });
});

describe("The appointments table", () => {
  const table = () => dynamoAnsweredAppointments(dynamo.client, APPOINTMENTS);
  const answer = { reply: "CONFIRM", repliedAt: "2026-12-01T15:00:00.000Z", replyStart: START } as const;
  const item = async () => (await table().find("appointment-1", "patient-1")) ?? {};
  beforeEach(async () => {
    await dynamo.emptyAppointments();
    await dynamo.putAppointments({ ...appointment(), revision: 2, status: "booked", ours: "kept" });
  });

  test("gets an answer, and keeps everything else", async () => {
    const before = await item();
    expect(await table().recordReply(before, answer)).toBe(true);
    expect(await item()).toEqual({ ...before, ...answer });
  });

  test.each([
    ["start", { appointmentTime: "2026-12-03T14:30:00-05:00" }],
    ["zone", { timeZone: "America/Chicago" }],
    ["clinic", { clinicId: "north" }],
    ["status", { status: "cancelled" }],
    ["revision", { revision: 3 }],
  ])("gets no answer if its %s has changed since it was read", async (_, changes) => {
    const before = await item();
    await dynamo.putAppointments({ ...before, ...changes });
    expect(await table().recordReply(before, answer)).toBe(false);
    expect(await item()).not.toHaveProperty("reply");
  });

  test("gets no answer if it was deleted since", async () => {
    const before = await item();
    await dynamo.emptyAppointments();
    expect(await table().recordReply(before, answer)).toBe(false);
    expect(await dynamo.countAppointments()).toBe(0);
  });

  test("gets no answer if it has got another one since it was read, whatever that is", async () => {
    const before = await item();
    const later = { ...answer, reply: "CANCEL", repliedAt: "2026-12-01T15:00:01.000Z" } as const;
    expect(await table().recordReply(before, later)).toBe(true);
    expect(await table().recordReply(before, answer)).toBe(false);
    expect(await item()).toMatchObject(later);
    const odd = { reply: 7, repliedAt: true, replyStart: "soon" };
    await dynamo.putAppointments({ ...before, ...odd } as never);
    expect(await table().recordReply(await item(), answer)).toBe(true);
    expect(await item()).toMatchObject(answer);
  });
});
