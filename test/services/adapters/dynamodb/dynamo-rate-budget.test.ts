import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { SMS_RATE_LIMIT } from "../../../../contracts/tables/sms-rate-limit";
import { dynamoRateBudget } from "../../../../services/adapters/dynamodb/dynamo-rate-budget";
import { NOW } from "../../../support/data/records";
import { RATE_LIMIT_TABLE, TestDynamo } from "../../../support/servers/dynamo";

const Key = { [SMS_RATE_LIMIT.partitionKey]: SMS_RATE_LIMIT.limit };
const MINUTE = 60_000;
let dynamo: TestDynamo;
let now: number;
/** Writes that were made, successful or not. */
let writes: number;

beforeAll(async () => {
  dynamo = await TestDynamo.start();
  dynamo.client.middlewareStack.add(
    (next) => (args) => {
      writes += 1;
      return next(args);
    },
    { step: "initialize" },
  );
});
afterAll(() => dynamo.stop());
beforeEach(async () => {
  await dynamo.client.send(new DeleteCommand({ TableName: RATE_LIMIT_TABLE, Key }));
  now = NOW;
  writes = 0;
});

const consumer = () => {
  const budget = dynamoRateBudget(dynamo.client, RATE_LIMIT_TABLE, { now: () => now });
  /** When it begins. */
  const reserve = async (span: number, latest: number) => (await budget.reserve(span, latest))?.start;
  return { reserve, budget };
};

/** What another has written, or somebody by hand. */
const put = (nextFree: unknown) =>
  dynamo.client.send(
    new PutCommand({ TableName: RATE_LIMIT_TABLE, Item: { ...Key, [SMS_RATE_LIMIT.nextFree]: nextFree } }),
  );

async function item(): Promise<Record<string, unknown> | undefined> {
  const { Item } = await dynamo.client.send(new GetCommand({ TableName: RATE_LIMIT_TABLE, Key, ConsistentRead: true }));
  return Item;
}

test("the first reservation begins now", async () => {
  expect(await consumer().reserve(500, NOW + MINUTE)).toBe(NOW);
});

test("the next begins where the last ends, whoever made it", async () => {
  await consumer().reserve(500, NOW + MINUTE);
  expect(await consumer().reserve(300, NOW + MINUTE)).toBe(NOW + 500);
  expect(await consumer().reserve(1, NOW + MINUTE)).toBe(NOW + 800);
});

test("time in which nobody reserved is gone", async () => {
  await consumer().reserve(500, NOW + MINUTE);
  now = NOW + 501;
  expect(await consumer().reserve(100, now + MINUTE)).toBe(NOW + 501);
});

test("a consumer that guesses wrong each time, whether others have reserved up to now, gets its turn all the same", async () => {
  // Others move the end of what is reserved to and fro about this moment, before each write.
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const contrary = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: dynamo.endpoint, region: "us-east-1", credentials }),
  );
  contrary.middlewareStack.add(
    (next) => async (args) => {
      const { ConditionExpression = "" } = args.input as { ConditionExpression?: string };
      await put(ConditionExpression.includes(":latest") ? now - 1 : now + 1);
      return next(args);
    },
    { step: "initialize" },
  );
  const budget = dynamoRateBudget(contrary, RATE_LIMIT_TABLE, { now: () => now });
  expect((await budget.reserve(500, NOW + MINUTE))?.start).toBe(NOW - 1);
  contrary.destroy();
});

test("fifty consumers at the same moment get fifty spans, with no gap and no overlap", async () => {
  const consumers = Array.from({ length: 50 }, consumer);
  const starts = await Promise.all(consumers.map((one) => one.reserve(33.3333333, NOW + MINUTE)));
  const inOrder = starts.map(Number).sort((a, b) => a - b);
  inOrder.forEach((start, place) => {
    expect(start).toBeCloseTo(NOW + place * 33.334, 2);
  });
});

test("while there is a backlog each reservation is one write", async () => {
  const [first, second] = [consumer(), consumer()];
  await first.reserve(500, NOW + MINUTE);
  await second.reserve(500, NOW + MINUTE);
  writes = 0;
  for (let times = 0; times < 10; times += 1) {
    await first.reserve(500, NOW + MINUTE);
    await second.reserve(500, NOW + MINUTE);
  }
  expect(writes).toBe(20);
});

test("while others have a backlog each reservation is one write, however long ago the last was", async () => {
  const [rare, busy] = [consumer(), consumer()];
  await rare.reserve(500, NOW + MINUTE);
  await rare.reserve(500, NOW + MINUTE);
  await busy.reserve(10_000, NOW + MINUTE);
  now = NOW + 5_000;
  writes = 0;
  await rare.reserve(500, NOW + MINUTE);
  expect(writes).toBe(1);
});

test("while there is none each reservation is one write, too", async () => {
  const one = consumer();
  for (let times = 0; times < 10; times += 1) {
    await one.reserve(500, now + MINUTE);
    now += 1_000;
  }
  expect(writes).toBe(10);
});

test("what would begin too late is not reserved", async () => {
  const one = consumer();
  await one.reserve(500, NOW + MINUTE);
  expect(await one.reserve(500, NOW + 499)).toBeUndefined();
  expect(await one.reserve(500, NOW + 500)).toBe(NOW + 500);
});

test("the latest moment is in time", async () => {
  expect(await consumer().reserve(500, NOW)).toBe(NOW);
});

test("after the latest moment nothing is asked of the table", async () => {
  expect(await consumer().reserve(500, NOW - 1)).toBeUndefined();
  expect(writes).toBe(0);
});

test("a time that only a wrong clock can have written holds nobody up", async () => {
  await put(NOW + SMS_RATE_LIMIT.furthestAhead + 1);
  expect(await consumer().reserve(500, NOW + MINUTE)).toBe(NOW);
  await put(NOW + SMS_RATE_LIMIT.furthestAhead);
  expect(await consumer().reserve(500, NOW + MINUTE)).toBeUndefined();
});

test.each([["soon"], [null], [[]]])("what is no time (%j) holds nobody up", async (written) => {
  await put(written);
  const one = consumer();
  expect(await one.reserve(500, NOW + MINUTE)).toBe(NOW);
  expect(await one.reserve(500, NOW + MINUTE)).toBe(NOW + 500);
});

test("an item that is deleted meanwhile is begun anew", async () => {
  const one = consumer();
  await one.reserve(500, NOW + MINUTE);
  await one.reserve(500, NOW + MINUTE);
  await dynamo.client.send(new DeleteCommand({ TableName: RATE_LIMIT_TABLE, Key }));
  expect(await one.reserve(500, NOW + MINUTE)).toBe(NOW);
});

test("spans are rounded up: a budget is never used faster than it is", async () => {
  const one = consumer();
  await one.reserve(1_000 / 3, NOW + MINUTE);
  expect((await item())?.[SMS_RATE_LIMIT.nextFree]).toBe(NOW + 333.334);
});

test("a budget that nobody uses is forgotten after a week", async () => {
  await consumer().reserve(500, NOW + MINUTE);
  expect(await item()).toEqual({ ...Key, nextFree: NOW + 500, ttl: Math.floor(NOW / 1_000) + 7 * 86_400 });
});

test("a table out of reach is an error, not a reservation", async () => {
  const budget = dynamoRateBudget(dynamo.client, "no-such-table", { now: () => now });
  await expect(budget.reserve(500, NOW + MINUTE)).rejects.toThrow();
});

describe("The rest of a reservation", () => {
  test("is given back where nothing was reserved behind it", async () => {
    const { budget, reserve } = consumer();
    await reserve(100, NOW + MINUTE);
    const reservation = await budget.reserve(1_000 / 3, NOW + MINUTE);
    if (reservation) await budget.release(reservation, 200 / 3);
    expect(await reserve(1, NOW + MINUTE)).toBeCloseTo(NOW + 100 + 800 / 3, 2);
  });

  test("is given back however many digits it has", async () => {
    const { budget, reserve } = consumer();
    for (let times = 0; times < 20; times += 1) {
      const reservation = await budget.reserve(1_000 / 7, NOW + MINUTE);
      if (reservation) await budget.release(reservation, 1_000 / 7);
    }
    // A whole µs at most stays taken of each.
    expect(await reserve(1, NOW + MINUTE)).toBeLessThan(NOW + 0.1);
  });

  test("is rounded down: nobody gives back more than it had", async () => {
    const { budget } = consumer();
    const reservation = await budget.reserve(500, NOW + MINUTE);
    if (reservation) await budget.release(reservation, 100.0004);
    expect((await item())?.[SMS_RATE_LIMIT.nextFree]).toBe(NOW + 400);
  });

  test("stays taken where another has reserved behind it", async () => {
    const { budget, reserve } = consumer();
    const reservation = await budget.reserve(500, NOW + MINUTE);
    await consumer().reserve(100, NOW + MINUTE);
    if (reservation) await budget.release(reservation, 500);
    expect(await reserve(1, NOW + MINUTE)).toBe(NOW + 600);
  });
});
