import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import pMap from "p-map";
import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { dynamoBookingTable, dynamoReminderLog } from "../../../../services/adapters/dynamodb/dynamo-booking-table";
import type { BookingTable } from "../../../../services/domain/bookings/booking-table";
import { CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { logEntry, NOW } from "../../../support/data/records";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { APPOINTMENTS, LOG_TABLE, TestDynamo } from "../../../support/servers/dynamo";

const KEY = { appointmentId: "a-77", patientId: "p-1042" };
const ITEM = {
  ...KEY,
  appointmentTime: "2027-03-01T14:30:00-05:00",
  location: "Room 3",
  status: "booked",
  version: 1,
  versionKind: "sender",
  reminderDate: "2027-02-28#0",
  ttl: 1_900_000_000,
};

let dynamo: TestDynamo;
let client: DynamoDBClient;
let table: BookingTable;
beforeEach(async () => {
  dynamo = await TestDynamo.start();
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new DynamoDBClient({ endpoint: dynamo.endpoint, region: "us-east-1", credentials });
  table = dynamoBookingTable(client, APPOINTMENTS);
});
afterEach(async () => {
  client.destroy();
  await dynamo.stop();
});

test("an item is read as it was written; there is none before", async () => {
  expect(await table.read(KEY)).toBeUndefined();
  expect(await table.write(KEY, undefined, ITEM)).toBe(true);
  expect(await table.read(KEY)).toEqual(ITEM);
});

test("an item in which another program wrote a number that JavaScript would round is written", async () => {
  const N = "12345678901234567891";
  const keys = { appointmentId: { S: KEY.appointmentId }, patientId: { S: KEY.patientId } };
  await client.send(new PutItemCommand({ TableName: APPOINTMENTS, Item: { ...keys, revision: { N }, ours: { N } } }));
  const before = await table.read(KEY);
  expect(await table.write(KEY, before, { ...before, ...ITEM, revision: 1 })).toBe(true);
  const { Item } = await client.send(new GetItemCommand({ TableName: APPOINTMENTS, Key: keys }));
  expect(Item).toMatchObject({ revision: { N: "1" }, version: { N: "1" }, ours: { N } });
});

test("an item that exists is not written as a new one, nor a deleted one as one that exists", async () => {
  await table.write(KEY, undefined, ITEM);
  expect(await table.write(KEY, undefined, { ...ITEM, version: 2 })).toBe(false);
  await dynamo.emptyAppointments();
  expect(await table.write(KEY, ITEM, { ...ITEM, version: 2 })).toBe(false);
  expect(await table.read(KEY)).toBeUndefined();
});

test("fields that are no longer given are removed, and attributes of other programs stay as they are", async () => {
  const others = { bookedBy: { kiosk: true, rooms: ["3", "4"] }, tags: new Set(["a", "b"]), phoneNumber: null };
  await dynamo.putAppointments({ ...ITEM, ...others });
  const before = (await table.read(KEY)) ?? {};
  const { location: _, reminderDate: __, phoneNumber: ___, ...after } = before as Record<string, unknown>;
  expect(await table.write(KEY, before, { ...after, status: "cancelled", version: 2 })).toBe(true);
  const { bookedBy, tags } = others;
  const { location: ____, reminderDate: _____, ...kept } = ITEM;
  expect(await table.read(KEY)).toEqual({ ...kept, bookedBy, tags, status: "cancelled", version: 2 });
});

test.each([
  ["a later version was stored", { version: 9 }],
  ["its reminder was queued", { reminderDate: undefined, reminderQueuedAt: "2027-02-28T14:00:00.000Z" }],
  ["its next reminder is another step", { reminderStep: "3h" }],
  ["another program moved it", { appointmentTime: "2027-03-02T14:30:00-05:00" }],
  ["another program raised its revision", { revision: 1 }],
])("an item is not written if %s since it was read", async (_, change) => {
  await table.write(KEY, undefined, ITEM);
  const changed = { ...ITEM, ...change };
  await dynamo.putAppointments(Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)));
  const before = await table.read(KEY);
  expect(await table.write(KEY, ITEM, { ...ITEM, version: 2 })).toBe(false);
  expect(await table.read(KEY)).toEqual(before);
});

test("of writes at the same time one succeeds", async () => {
  await table.write(KEY, undefined, ITEM);
  const written = await pMap(Array.from({ length: 20 }), (_, index) =>
    table.write(KEY, ITEM, { ...ITEM, version: 2 + index }),
  );
  expect(written.filter(Boolean)).toHaveLength(1);
});

test("the log's item of a notification is read, and there may be none", async () => {
  const entry = logEntry();
  const log = dynamoReminderLog(client, LOG_TABLE);
  expect(await log.read(entry.key)).toBeUndefined();
  const settings = { leaseMs: 60_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  await dynamoDeliveryLog(client, LOG_TABLE, settings, new FrozenClock(NOW)).apply("endWithoutContact", entry);
  expect(await log.read(entry.key)).toMatchObject({ ...entry.key, status: "NO_CONTACT" });
});
