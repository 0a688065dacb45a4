import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { SENDING_STOPS } from "../../../../contracts/tables/sending-stops";
import { dynamoStops } from "../../../../services/adapters/dynamodb/dynamo-stops";
import { NOW } from "../../../support/data/records";
import { STOPS_TABLE, TestDynamo } from "../../../support/servers/dynamo";

const Key = { [SENDING_STOPS.partitionKey]: SENDING_STOPS.item };
let dynamo: TestDynamo;
let now: number;
/** What was read, with its parameters. */
let reads: unknown[];

beforeAll(async () => {
  dynamo = await TestDynamo.start();
  reads = dynamo.recordInputs();
});
afterAll(() => dynamo.stop());
beforeEach(async () => {
  await dynamo.client.send(new DeleteCommand({ TableName: STOPS_TABLE, Key }));
  now = NOW;
  reads.length = 0;
});

const put = async (item: object) => {
  await dynamo.client.send(new PutCommand({ TableName: STOPS_TABLE, Item: { ...Key, ...item } }));
  reads.length = 0;
};
const consumer = (table = STOPS_TABLE) => dynamoStops(dynamo.client, table, { now: () => now });
const change = { act: "stop", channels: ["SMS"], at: "2026-12-01T14:59:00Z", by: "unknown", because: "wrong place" };

test("nothing is stopped where nobody has ever stopped anything", async () => {
  const stops = consumer();
  expect([await stops.isStopped("SMS", "north"), await stops.isStopped("EMAIL", "north")]).toEqual([false, false]);
});

test("a channel is stopped, and the other is not", async () => {
  await put({ SMS: change, version: 1, changes: [change], reportedFor: NOW });
  const stops = consumer();
  expect([await stops.isStopped("SMS", "north"), await stops.isStopped("EMAIL", "north")]).toEqual([true, false]);
});

test("a channel of one clinic is stopped, and the other clinics go on", async () => {
  await put({ "SMS:north": 1, records: { "1": {} }, version: 1, changes: [], reportedFor: NOW });
  const stops = consumer();
  expect([await stops.isStopped("SMS", "north"), await stops.isStopped("EMAIL", "north")]).toEqual([true, false]);
  expect([await stops.isStopped("SMS", "south"), await stops.isStopped("SMS", "nor")]).toEqual([false, false]);
});

test("a stop of all clinics counts for a clinic that was stopped by itself, too", async () => {
  await put({ SMS: change, "EMAIL:north": "by hand" });
  const stops = consumer();
  expect([await stops.isStopped("SMS", "north"), await stops.isStopped("EMAIL", "north")]).toEqual([true, true]);
});

test.each([[{}], [""], [false], [null]])(
  "a channel is stopped whatever somebody wrote for it by hand: %j",
  async (value) => {
    await put({ EMAIL: value });
    expect(await consumer().isStopped("EMAIL", "north")).toBe(true);
  },
);

test("all that ask within a second share one read, which sees the latest write", async () => {
  const stops = consumer();
  await Promise.all([
    stops.isStopped("SMS", "north"),
    stops.isStopped("EMAIL", "north"),
    stops.isStopped("SMS", "north"),
  ]);
  now += 999;
  await stops.isStopped("SMS", "north");
  expect(reads).toMatchObject([{ TableName: STOPS_TABLE, ConsistentRead: true }]);
});

test("a stop is seen a second later at the latest, and a start too", async () => {
  const stops = consumer();
  expect(await stops.isStopped("SMS", "north")).toBe(false);
  await put({ SMS: change });
  now += 1_000;
  expect(await stops.isStopped("SMS", "north")).toBe(true);
  await put({});
  now += 1_000;
  expect(await stops.isStopped("SMS", "north")).toBe(false);
});

test("a clock that is set back does not keep an old answer", async () => {
  const stops = consumer();
  await stops.isStopped("SMS", "north");
  await put({ SMS: change });
  now -= 3_600_000;
  expect(await stops.isStopped("SMS", "north")).toBe(true);
});

test("a failed read of the table is reported, and the next call reads it again", async () => {
  await expect(consumer("no-such-table").isStopped("SMS", "north")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  let failing = true;
  const client = dynamo.client as unknown as DynamoDBClient;
  const flaky = {
    send: (command: never) => (failing ? Promise.reject(new Error("out of reach")) : client.send(command)),
  } as unknown as DynamoDBClient;
  const stops = dynamoStops(flaky, STOPS_TABLE, { now: () => now });
  await expect(stops.isStopped("SMS", "north")).rejects.toThrow("out of reach");
  failing = false;
  expect(await stops.isStopped("SMS", "north")).toBe(false);
});
