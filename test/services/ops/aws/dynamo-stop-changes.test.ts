import { DeleteCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Channel } from "../../../../contracts/delivery-log";
import { SENDING_STOPS, type StopChange } from "../../../../contracts/tables/sending-stops";
import { dynamoDocuments } from "../../../../services/adapters/dynamodb/dynamo-document-client";
import { stoppedChannels, stoppedTargets } from "../../../../services/domain/stops/change-stops";
import { changeStops, readStops } from "../../../../services/ops/aws/dynamo-stop-changes";
import { NOW } from "../../../support/data/records";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { AwsFailure, type AwsServer, HANG_UP } from "../../../support/servers/aws-server";
import { STOPS_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";

const Key = { [SENDING_STOPS.partitionKey]: SENDING_STOPS.item };
const MINUTE = 60_000;
const clock = new FrozenClock(NOW);

let dynamo: TestDynamo;
let aws: AwsServer;
withAwsAndDynamo(async (server, tables) => {
  aws = server;
  dynamo = tables;
  await dynamo.client.send(new DeleteCommand({ TableName: STOPS_TABLE, Key }));
});

let operators = 0;
function asked(act: StopChange["act"], ...channels: Channel[]): StopChange {
  operators += 1;
  return { act, channels, at: new Date(NOW).toISOString(), by: `operator-${operators}`, because: "wrong place" };
}
const change = (one: StopChange, seen?: Parameters<typeof changeStops>[4]) =>
  changeStops(dynamo.client, STOPS_TABLE, one, clock, seen);
const read = () => readStops(dynamo.client, STOPS_TABLE);
const stopped = async () => stoppedChannels(await read());

test("nothing was ever stopped: there is no item", async () => {
  expect(await read()).toBeUndefined();
});

test("a stop and a start are recorded with who did it and why, and the last one applies", async () => {
  const [stop, start] = [asked("stop", "SMS", "EMAIL"), asked("start", "EMAIL")];
  expect(await change(stop)).toMatchObject({ changed: ["SMS", "EMAIL"], reportedFor: NOW - (NOW % MINUTE) });
  await change(start);
  expect(await read()).toEqual({
    ...Key,
    version: 2,
    SMS: stop,
    changes: [start, stop],
    reportedFor: NOW - (NOW % MINUTE) + MINUTE,
  });
});

test("a stop of clinics is stored once for all of them, and a start removes it", async () => {
  const stop = { ...asked("stop", "SMS", "EMAIL"), clinics: ["north", "south-2"] };
  const { at, by, because } = stop;
  expect((await change(stop))?.changed).toEqual(["SMS:north", "EMAIL:north", "SMS:south-2", "EMAIL:south-2"]);
  expect(await read()).toMatchObject({
    "SMS:north": 1,
    "EMAIL:south-2": 1,
    records: { "1": { at, by, because } },
    changes: [stop],
  });
  await change({ ...asked("start", "SMS"), clinics: ["north", "south-2"] });
  expect(stoppedTargets(await read())).toEqual(["EMAIL:north", "EMAIL:south-2"]);
  const change3 = await change({ ...asked("start", "SMS", "EMAIL"), clinics: ["south-2", "north"] });
  expect(change3?.changed).toEqual(["EMAIL:south-2", "EMAIL:north"]);
  const { records, ...item } = (await read()) ?? {};
  expect([records, stoppedTargets(item), item.version]).toEqual([undefined, [], 3]);
});

test("a command for a hundred clinics is one update that DynamoDB accepts", async () => {
  const clinics = Array.from({ length: 100 }, (_, index) => `${"c".repeat(61)}${index}`);
  const inputs = dynamo.recordInputs();
  await change({ ...asked("stop", "SMS", "EMAIL"), clinics });
  expect(stoppedTargets(await read())).toHaveLength(200);
  const update = inputs.find((input) => "UpdateExpression" in (input as object)) as { UpdateExpression: string };
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html: 4 KB, 300 operators.
  expect(update.UpdateExpression.length).toBeLessThanOrEqual(4_096);
  expect(update.UpdateExpression.split("=").length - 1).toBeLessThanOrEqual(300);
});

test("operators at the same time lose none of their stops, and no two report for the same minute", async () => {
  const changes = [
    asked("stop", "SMS"),
    asked("stop", "EMAIL"),
    asked("stop", "SMS", "EMAIL"),
    asked("stop", "EMAIL"),
    asked("stop", "SMS"),
  ];
  const made = await Promise.all(changes.map((one) => change(one)));
  expect(await stopped()).toEqual(["SMS", "EMAIL"]);
  expect(made.flatMap((one) => one?.changed ?? []).sort()).toEqual(["EMAIL", "SMS"]);
  expect(new Set(made.map((one) => one?.reportedFor)).size).toBe(changes.length);
  expect((await read())?.version).toBe(changes.length);
});

test("a write by another operator between the read and the write is read again", async () => {
  const first = asked("stop", "EMAIL");
  let isFirst = true;
  dynamo.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === "UpdateItemCommand" && isFirst) {
          isFirst = false;
          await change(first);
        }
        return next(args);
      },
    { name: "another operator", step: "initialize" },
  );
  try {
    expect((await change(asked("stop", "SMS", "EMAIL")))?.changed).toEqual(["SMS"]);
  } finally {
    dynamo.client.middlewareStack.remove("another operator");
  }
  expect(await read()).toMatchObject({ EMAIL: first, SMS: { channels: ["SMS"] }, version: 2 });
});

test("a start is not made if the item was written since it was shown", async () => {
  await change(asked("stop", "SMS"));
  const seen = { stops: await read() };
  await change(asked("stop", "SMS"));
  expect(await change(asked("start", "SMS"), seen)).toBeUndefined();
  expect(await stopped()).toEqual(["SMS"]);
  expect((await change(asked("start", "SMS"), { stops: await read() }))?.changed).toEqual(["SMS"]);
});

test("a stop that was written by hand is kept, is in force, and can be ended", async () => {
  await dynamo.client.send(new PutCommand({ TableName: STOPS_TABLE, Item: { ...Key, EMAIL: "by hand" } }));
  expect((await change(asked("stop", "SMS", "EMAIL")))?.changed).toEqual(["SMS"]);
  expect(await read()).toMatchObject({ EMAIL: "by hand", version: 1 });
  await dynamo.client.send(
    new UpdateCommand({
      TableName: STOPS_TABLE,
      Key,
      UpdateExpression: "SET SMS = :why ADD version :one",
      ExpressionAttributeValues: { ":why": "by hand", ":one": 1 },
    }),
  );
  expect((await change(asked("start", "SMS", "EMAIL")))?.changed).toEqual(["SMS", "EMAIL"]);
  expect(await read()).toMatchObject({ version: 3 });
});

test("a write whose answer was lost is known to have been made, and is made once", async () => {
  const through = dynamoDocuments();
  const made = asked("stop", "SMS");
  aws.on("UpdateItem", () => {
    aws.on("UpdateItem", () => new AwsFailure("ConditionalCheckFailedException", 400));
    return HANG_UP;
  });
  // It is carried out, and then the connection breaks.
  aws.on("GetItem", () => {
    if (aws.of("UpdateItem").length === 0) return {};
    return { Item: { name: { S: "sending" }, ...storedBy(made) } };
  });
  const result = await changeStops(through, STOPS_TABLE, made, clock);
  expect(result).toMatchObject({ changed: ["SMS"], reportedFor: 60_000 });
  expect(aws.of("UpdateItem")).toHaveLength(2);
  through.destroy();
});

test("a condition that never holds ends with the error", async () => {
  aws.on("UpdateItem", () => new AwsFailure("ConditionalCheckFailedException", 400));
  const through = dynamoDocuments();
  await expect(changeStops(through, STOPS_TABLE, asked("stop", "SMS"), clock)).rejects.toMatchObject({
    name: "ConditionalCheckFailedException",
  });
  through.destroy();
});

/** The item as DynamoDB answers it after a change was made. */
function storedBy({ act, channels, at, by, because }: StopChange) {
  const record = {
    M: {
      act: { S: act },
      channels: { L: channels.map((S) => ({ S })) },
      at: { S: at },
      by: { S: by },
      because: { S: because },
    },
  };
  return { version: { N: "1" }, SMS: record, changes: { L: [record] }, reportedFor: { N: "60000" } };
}

test.each([3, -3])("a machine whose clock is %d hours wrong reports for the minute that AWS has", async (hours) => {
  const right = Date.now;
  const clocks = jest.spyOn(Date, "now").mockImplementation(() => right() + hours * 60 * MINUTE);
  try {
    const before = Math.floor(right() / MINUTE) * MINUTE;
    const changed = await changeStops(dynamo.client, STOPS_TABLE, asked("stop", "SMS"), { now: () => Date.now() });
    // The header `Date` has whole seconds.
    expect(changed?.reportedFor).toBeGreaterThanOrEqual(before - MINUTE);
    expect(changed?.reportedFor).toBeLessThanOrEqual(right());
  } finally {
    clocks.mockRestore();
  }
});
