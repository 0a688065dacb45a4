import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { WAITING } from "../../../../../contracts/tables/replies-table";
import { dynamoDeliveryLog } from "../../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { dynamoAttentionLog } from "../../../../../services/adapters/dynamodb/digest/dynamo-attention-log";
import { dynamoDigestProgress } from "../../../../../services/adapters/dynamodb/digest/dynamo-digest-progress";
import { dynamoWaitingAnswers } from "../../../../../services/adapters/dynamodb/digest/dynamo-waiting-answers";
import { CLINIC_TIME_ZONE } from "../../../../support/data/clinics";
import { appointment, logEntry, NOW } from "../../../../support/data/records";
import { FrozenClock } from "../../../../support/fakes/frozen-clock";
import { APPOINTMENTS, LOG_TABLE, REPLIES, TestDynamo } from "../../../../support/servers/dynamo";

const SETTINGS = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
const HOUR = 3_600_000;

let dynamo: TestDynamo;
const clock = new FrozenClock(NOW);
beforeAll(async () => {
  dynamo = await TestDynamo.start();
});
afterAll(() => dynamo.stop());

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test("what needs a person is found by the clinic's day, in all its parts, from a moment on, without contacts", async () => {
  const log = dynamoDeliveryLog(dynamo.client, LOG_TABLE, SETTINGS, clock);
  const ids: string[] = [];
  for (let each = 0; each < 40; each += 1) {
    const entry = logEntry({ appointment: appointment({ appointmentId: `a-${each}` }) });
    await log.apply("endWithoutContact", entry);
    ids.push(entry.key.notificationId);
    clock.advance(HOUR / 10);
  }
  await log.apply("claimSms", logEntry({ appointment: appointment({ appointmentId: "sent" }) }));
  const attention = dynamoAttentionLog(dynamo.client, LOG_TABLE);
  const found = await all(attention.ofDay("2026-12-01", "0"));
  expect(found.map(({ notificationId }) => notificationId).sort()).toEqual(ids.sort());
  expect(new Set(found.map(({ attentionPart }) => attentionPart)).size).toBeGreaterThan(8);
  expect(found[0]).toMatchObject({ status: "NO_CONTACT", timestamp: expect.any(Number), clinicId: "default" });
  for (const data of ["phoneNumber", "email", "doctorName", "history"]) expect(found[0]).not.toHaveProperty(data);
  expect(await all(attention.ofDay("2026-12-01", new Date(NOW + 3 * HOUR).toISOString()))).toHaveLength(10);
  expect(await all(attention.ofDay("2026-12-02", "0"))).toEqual([]);
});

test("how far the digests have come is kept, and read as none if it is no text", async () => {
  const progress = dynamoDigestProgress(dynamo.client, APPOINTMENTS);
  expect(await progress.read()).toBeUndefined();
  await progress.advance("2026-12-01T12:00:00.000Z");
  expect(await progress.read()).toBe("2026-12-01T12:00:00.000Z");
  const Item = { appointmentId: "#digest", patientId: "#digest", digestedTo: 3 };
  await dynamo.client.send(new PutCommand({ TableName: APPOINTMENTS, Item }));
  expect(await progress.read()).toBeUndefined();
});

test("the answers that wait are found oldest first, without the patients' words, and no others", async () => {
  const put = (replyId: string, receivedAt: string, more: object) => {
    const Item = { replyId, receivedAt, text: "call me", phoneNumber: "+12065550100", ...more };
    return dynamo.client.send(new PutCommand({ TableName: REPLIES, Item }));
  };
  await put("second", "2026-12-01T10:00:00Z", { waiting: WAITING });
  await put("first", "2026-12-01T09:00:00Z", { waiting: WAITING, clinicId: "north" });
  await put("closed", "2026-12-01T08:00:00Z", {});
  expect(await all(dynamoWaitingAnswers(dynamo.client, REPLIES).all())).toEqual([
    { replyId: "first", receivedAt: "2026-12-01T09:00:00Z", clinicId: "north" },
    { replyId: "second", receivedAt: "2026-12-01T10:00:00Z" },
  ]);
});
