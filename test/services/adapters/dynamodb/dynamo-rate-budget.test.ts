import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { SMS_RATE_LIMIT } from "../../../../contracts/tables/sms-rate-limit";
import { dynamoRateBudget } from "../../../../services/adapters/dynamodb/dynamo-rate-budget";
import { itemBytes } from "../../../bench/cost/item-size";
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

test("a budget that nobody uses is forgotten after five weeks, when no count is of use any more", async () => {
  await consumer().reserve(500, NOW + MINUTE);
  expect(await item()).toEqual({ ...Key, nextFree: NOW + 500, ttl: Math.floor(NOW / 1_000) + 35 * 86_400 });
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

describe("The texts of a day", () => {
  const TODAY = "2026-12-01";
  const ten = { day: TODAY, texts: 10 };
  const dayBefore = (days: number) => new Date(Date.parse(TODAY) - days * 86_400_000).toISOString().slice(0, 10);
  const write = (attributes: object) =>
    dynamo.client.send(new PutCommand({ TableName: RATE_LIMIT_TABLE, Item: { ...Key, ...attributes } }));
  /** 28 full days, each with its count. */
  const MONTH = Object.fromEntries(
    Array.from({ length: 28 }, (_, index) => [`texts${dayBefore(index + 1)}`, 123_456 + index]),
  );

  test("are counted by the write of the reservation, which returns what is known of all days", async () => {
    const { budget } = consumer();
    await write({ texts2026: "no day", [`texts${dayBefore(1)}`]: 7, released: TODAY });
    await budget.reserve(500, NOW + MINUTE, ten);
    writes = 0;
    const slot = await budget.reserve(500, NOW + MINUTE, { day: TODAY, texts: 2 });
    expect(slot?.volume).toMatchObject({ counts: { [TODAY]: 12, [dayBefore(1)]: 7 }, released: TODAY });
    expect(writes).toBe(1);
  });

  test("are not counted if nothing is reserved", async () => {
    const { budget } = consumer();
    await budget.reserve(MINUTE, NOW + MINUTE, ten);
    expect(await budget.reserve(500, NOW + 500, ten)).toBeUndefined();
    expect(await item()).toMatchObject({ [`texts${TODAY}`]: 10 });
  });

  test("that are not sent are subtracted by the write that releases their time", async () => {
    const { budget } = consumer();
    const slot = await budget.reserve(500, NOW + MINUTE, ten);
    writes = 0;
    if (slot) await budget.release(slot, 100, { day: TODAY, texts: 2 });
    expect(writes).toBe(1);
    expect(await item()).toMatchObject({ nextFree: NOW + 400, [`texts${TODAY}`]: 8 });
  });

  test("that are not sent are subtracted by a write of its own if their time cannot be released", async () => {
    const { budget } = consumer();
    const slot = await budget.reserve(500, NOW + MINUTE, ten);
    await consumer().reserve(100, NOW + MINUTE);
    writes = 0;
    if (slot) await budget.release(slot, 100, { day: TODAY, texts: 2 });
    expect(writes).toBe(2);
    expect(await item()).toMatchObject({ nextFree: NOW + 600, [`texts${TODAY}`]: 8 });
  });

  test("that used their time are subtracted by one write", async () => {
    const { budget } = consumer();
    const slot = await budget.reserve(500, NOW + MINUTE, ten);
    writes = 0;
    if (slot) await budget.release(slot, 0, { day: TODAY, texts: 10 });
    expect(writes).toBe(1);
    expect(await item()).toMatchObject({ nextFree: NOW + 500, [`texts${TODAY}`]: 0 });
  });

  test("are not subtracted from an item that was deleted meanwhile", async () => {
    const { budget } = consumer();
    const slot = await budget.reserve(500, NOW + MINUTE, ten);
    await dynamo.client.send(new DeleteCommand({ TableName: RATE_LIMIT_TABLE, Key }));
    if (slot) await budget.release(slot, 500, ten);
    expect(await item()).toBeUndefined();
  });

  test("can be looked at without a change of the time or a count", async () => {
    const { budget } = consumer();
    expect(await budget.volume()).toEqual({ counts: {} });
    await budget.reserve(500, NOW + MINUTE, ten);
    writes = 0;
    expect(await consumer().budget.volume()).toEqual({ counts: { [TODAY]: 10 } });
    expect([writes, await item()]).toEqual([1, expect.objectContaining({ nextFree: NOW + 500 })]);
  });

  test("are kept for 28 days: the next write removes what is older, or of a day that a wrong clock wrote", async () => {
    await write({ ...MONTH, [`texts${dayBefore(29)}`]: 1, [`texts${dayBefore(-1)}`]: 2, [`texts${dayBefore(-2)}`]: 3 });
    const { budget } = consumer();
    await budget.reserve(500, NOW + MINUTE, ten);
    await budget.reserve(500, NOW + MINUTE, ten);
    const { nextFree, ttl, ...kept } = (await item()) ?? {};
    expect(kept).toEqual({ ...Key, ...MONTH, [`texts${TODAY}`]: 20, [`texts${dayBefore(-1)}`]: 2 });
  });

  test.each([["many"], [[]], [null]])(
    "whose count is no number (%j) hold nobody up, and count from then on",
    async (count) => {
      await write({ [`texts${TODAY}`]: count });
      const { budget } = consumer();
      expect((await budget.reserve(500, NOW + MINUTE, ten))?.start).toBe(NOW);
      expect((await budget.reserve(500, NOW + MINUTE, ten))?.volume.counts).toEqual({ [TODAY]: 10 });
    },
  );

  test("of 28 days, today, tomorrow and a release leave the item below the 1,024 bytes of one write unit", async () => {
    await write({ ...MONTH, [`texts${dayBefore(-1)}`]: 123_456, released: TODAY });
    await consumer().budget.reserve(1_000 / 3, NOW + MINUTE, { day: TODAY, texts: 123_456 });
    const stored = (await item()) ?? {};
    expect(Object.keys(stored)).toHaveLength(1 + 2 + 30 + 1);
    expect(itemBytes(marshall(stored))).toBeLessThan(660);
  });
});
