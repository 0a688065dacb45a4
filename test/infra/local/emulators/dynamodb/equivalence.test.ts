/** The local run's DynamoDB against dynalite as it comes, with its own server, database and parsers. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { type DynamoDb, startDynamoDb } from "../../../../../infra/local/emulators/dynamodb/dynalite-actions";
import { fc, runs } from "../../../../support/data/properties";

type Operation = Parameters<DynamoDb["call"]>[0];
type Input = Record<string, unknown>;

const TableName = "events";
const key = (name: string, KeyType: string) => ({ AttributeName: name, KeyType });
const TABLE = {
  TableName,
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [
    { AttributeName: "id", AttributeType: "S" },
    { AttributeName: "at", AttributeType: "N" },
    { AttributeName: "day", AttributeType: "S" },
  ],
  KeySchema: [key("id", "HASH"), key("at", "RANGE")],
  GlobalSecondaryIndexes: [
    { IndexName: "byDay", KeySchema: [key("day", "HASH"), key("at", "RANGE")], Projection: { ProjectionType: "ALL" } },
    {
      IndexName: "daysOnly",
      KeySchema: [key("day", "HASH")],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["count"] },
    },
  ],
};

let own: DynamoDb;
let table = 0;
let server: Server;
let endpoint: string;

beforeAll(async () => {
  // Its own copy of each module: the local run changes the parsers.
  jest.isolateModules(() => {
    server = (require("dynalite") as (options: object) => Server)({ createTableMs: 0 });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  own = await startDynamoDb();
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

/** The parameters, with the name of the table in use. */
function bodyOf(input: Input): string {
  return JSON.stringify(input).replaceAll(`"${TableName}"`, `"${TableName}-${table}"`);
}

function resultOf(body: string): unknown {
  return JSON.parse(body.replaceAll(`"${TableName}-${table}"`, `"${TableName}"`));
}

async function theirs(operation: Operation, input: Input): Promise<readonly [status: number, body: unknown]> {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `DynamoDB_20120810.${operation}`,
    "x-amz-date": "20260101T000000Z",
    authorization: "AWS4-HMAC-SHA256 Credential=local, SignedHeaders=local, Signature=local",
  };
  const response = await fetch(endpoint, { method: "POST", headers, body: bodyOf(input) });
  return [response.status, resultOf(await response.text())];
}

async function ours(operation: Operation, input: Input): Promise<readonly [status: number, body: unknown]> {
  const { status, body } = await own.call(operation, bodyOf(input));
  return [status, resultOf(String(body))];
}

/** Their answer to a call, which is ours too. */
async function both(operation: Operation, input: Input): Promise<Input> {
  const [expected, got] = [await theirs(operation, input), await ours(operation, input)];
  expect(sorted(got)).toEqual(sorted(expected));
  return expected[1] as Input;
}

/** A BatchGetItem returns items in any order. */
function sorted(answer: readonly [number, unknown]): unknown {
  const [status, body] = answer as [number, { Responses?: Record<string, unknown[]> }];
  const items = body.Responses?.[TableName];
  if (!items) return answer;
  return [status, { ...body, Responses: items.map((item) => JSON.stringify(item)).sort() }];
}

/** A table of its own for what follows, so that nothing has to be deleted. */
async function newTables(): Promise<void> {
  table += 1;
  for (const call of [theirs, ours]) {
    await call("CreateTable", TABLE);
    for (let status = 0; status !== 200; ) [status] = await call("Scan", { TableName });
  }
}

const word = fc.constantFrom("a", "b", "ä", "😀", "", "aa");
const number = fc.constantFrom("0", "1", "-1", "2.50", "10", "1e3", "x", "1".repeat(39));
const value: fc.Arbitrary<Input> = fc.oneof(
  word.map((S) => ({ S })),
  number.map((N) => ({ N })),
  fc.constantFrom<Input>(
    { BOOL: true },
    { NULL: true },
    { SS: ["a", "b"] },
    { SS: [] },
    { NS: ["1", "1.0"] },
    { L: [{ S: "a" }] },
  ),
  fc.record({ at: number }).map(({ at }) => ({ M: { at: { N: at }, of: { M: { a: { S: "x" } } } } })),
);
const id = fc.constantFrom("one", "two", "three").map((S) => ({ S }));
const at = fc.constantFrom("1", "2", "10", "-3").map((N) => ({ N }));
const day = fc.constantFrom("mon", "tue").map((S) => ({ S }));
const Key = fc.record({ id, at });
const Item = fc.record({ id, at, day, count: value, more: value }, { requiredKeys: ["id", "at"] });

const NAMES = { "#id": "id", "#at": "at", "#day": "day", "#count": "count", "#more": "more" };
const CONDITIONS = [
  "attribute_not_exists(#id)",
  "attribute_exists(#id)",
  "#count = :a",
  "#count <> :a",
  "attribute_not_exists(#count) OR #count <= :a",
  "#count BETWEEN :a AND :b",
  "#count IN (:a, :b)",
  "NOT attribute_type(#more, :a)",
  "begins_with(#more, :a) AND #more.#at >= :b",
  "contains(#more, :a)",
  "size(#more) > :b",
  "#count = ",
  "attribute_exists(count)",
];
const UPDATES = [
  "SET #count = :a",
  "SET #count = if_not_exists(#count, :a), #more = :b",
  "SET #count = #count + :a",
  "SET #more.#at = :a REMOVE #day",
  "SET #more = list_append(#more, :a)",
  "SET #day = :a",
  "SET #id = :a",
  "ADD #count :a SET #more = :b",
  "DELETE #more :a",
  "REMOVE #more.#at, #count",
  "SET #count = :a, #count = :b",
  "SET #count :a",
];

/** The names and values that expressions use; now and then one that they do not use. */
function used(expressions: readonly (string | undefined)[], values: Input, spare: boolean): Input {
  const has = (name: string) => expressions.some((text = "") => new RegExp(`${name}\\b`).test(text)) || spare;
  const kept = (all: Input) => Object.fromEntries(Object.entries(all).filter(([name]) => has(name)));
  const [ExpressionAttributeNames, ExpressionAttributeValues] = [kept(NAMES), kept(values)];
  return {
    ...(Object.keys(ExpressionAttributeNames).length > 0 && { ExpressionAttributeNames }),
    ...(Object.keys(ExpressionAttributeValues).length > 0 && { ExpressionAttributeValues }),
  };
}

const values = fc.record({ ":a": value, ":b": value });
const spare = fc.integer({ min: 0, max: 20 }).map((drawn) => drawn === 0);
const some = <T>(of: readonly T[]) => fc.option(fc.constantFrom(...of), { nil: undefined });

type Call = readonly [Operation, Input];
const update = fc
  .tuple(
    Key,
    fc.constantFrom(...UPDATES),
    some(CONDITIONS),
    values,
    spare,
    some(["ALL_NEW", "ALL_OLD", "UPDATED_NEW", "NO"]),
  )
  .map(
    ([Key, UpdateExpression, ConditionExpression, all, spare, ReturnValues]): Call => [
      "UpdateItem",
      {
        TableName,
        Key,
        UpdateExpression,
        ConditionExpression,
        ReturnValues,
        ...used([UpdateExpression, ConditionExpression], all, spare),
      },
    ],
  );
const put = fc
  .tuple(Item, some(CONDITIONS), values, spare, some(["ALL_OLD", "ALL_NEW"]))
  .map(
    ([Item, ConditionExpression, all, spare, ReturnValues]): Call => [
      "PutItem",
      { TableName, Item, ConditionExpression, ReturnValues, ...used([ConditionExpression], all, spare) },
    ],
  );
const remove = fc
  .tuple(Key, some(CONDITIONS), values, spare)
  .map(
    ([Key, ConditionExpression, all, spare]): Call => [
      "DeleteItem",
      { TableName, Key, ConditionExpression, ReturnValues: "ALL_OLD", ...used([ConditionExpression], all, spare) },
    ],
  );
const get = fc
  .tuple(Key, some(["#count", "#more.#at, #day", "#more.#of.a", "count"]))
  .map(([Key, ProjectionExpression]): Call => {
    const names = used([ProjectionExpression], {}, false);
    const { ExpressionAttributeNames = {} } = names as { ExpressionAttributeNames?: Input };
    const all = ProjectionExpression?.includes("#of")
      ? { ...ExpressionAttributeNames, "#of": "of" }
      : ExpressionAttributeNames;
    return [
      "GetItem",
      { TableName, Key, ProjectionExpression, ...(Object.keys(all).length > 0 && { ExpressionAttributeNames: all }) },
    ];
  });
const batches = fc.oneof(
  fc
    .uniqueArray(Key, { maxLength: 4, selector: (one) => JSON.stringify(one) })
    .map((Keys): Call => ["BatchGetItem", { RequestItems: { [TableName]: { Keys } } }]),
  fc
    .array(
      fc.oneof(
        Item.map((Item) => ({ PutRequest: { Item } })),
        Key.map((Key) => ({ DeleteRequest: { Key } })),
      ),
      { maxLength: 5 },
    )
    .map((requests): Call => ["BatchWriteItem", { RequestItems: { [TableName]: requests } }]),
);

const RANGES = [
  "",
  " AND #at = :b",
  " AND #at < :b",
  " AND #at <= :b",
  " AND #at > :b",
  " AND #at >= :b",
  " AND #at BETWEEN :b AND :c",
];
const reads = fc.record({
  IndexName: some(["byDay", "daysOnly", "unknown"]),
  Limit: some([1, 2, 0]),
  ScanIndexForward: some([true, false]),
  FilterExpression: some(["#count = :f", "attribute_exists(#more)"]),
  Select: some(["COUNT", "ALL_ATTRIBUTES"]),
  range: fc.constantFrom(...RANGES),
  hash: fc.constantFrom("one", "two", "mon", "tue"),
  limits: fc.tuple(at, at),
});

async function readPages({ IndexName, range, hash, limits, FilterExpression, ...more }: Input & { range: string }) {
  const name = IndexName === undefined ? "#id" : "#day";
  const KeyConditionExpression = `${name} = :hash${IndexName === "daysOnly" ? "" : range}`;
  const [low, high] = limits as Input[];
  const all = { ":hash": { S: hash }, ":b": low, ":c": high, ":f": { N: "1" } } as Input;
  const given = { TableName, IndexName, FilterExpression, ...more };
  const query = {
    ...given,
    KeyConditionExpression,
    ...used([KeyConditionExpression, String(FilterExpression ?? "")], all, false),
  };
  const { ScanIndexForward: _, ...scanned } = given as Input;
  const scan = { ...scanned, ...used([String(FilterExpression ?? "")], all, false) };
  for (const [operation, input] of [
    ["Query", query],
    ["Scan", scan],
  ] as const) {
    let ExclusiveStartKey: unknown;
    do {
      const page = await both(operation, { ...input, ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }) });
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
  }
}

test("every call is answered as dynalite answers it, whatever was called before", async () => {
  const calls = fc.array(
    fc.oneof({ weight: 3, arbitrary: put }, { weight: 3, arbitrary: update }, remove, get, batches),
    {
      minLength: 5,
      maxLength: 25,
    },
  );
  await fc.assert(
    fc.asyncProperty(calls, fc.array(reads, { minLength: 2, maxLength: 4 }), async (calls, reads) => {
      await newTables();
      for (const [operation, input] of calls) await both(operation, input);
      for (const read of reads) await readPages(read);
    }),
    runs(60),
  );
});

test("a condition holds for one of many writers at the same time", async () => {
  await newTables();
  const Item = { id: { S: "one" }, at: { N: "1" } };
  const claim = { TableName, Item, ConditionExpression: "attribute_not_exists(id)" };
  const answers = await Promise.all(Array.from({ length: 200 }, () => ours("PutItem", claim)));
  expect(answers.filter(([status]) => status === 200)).toHaveLength(1);
});

test("what is asked again is answered with the values of the call", async () => {
  await newTables();
  const set = (name: string, count: string) =>
    ours("UpdateItem", {
      TableName,
      Key: { id: { S: name }, at: { N: "1" } },
      UpdateExpression: "SET #count = if_not_exists(#count, :a)",
      ExpressionAttributeNames: { "#count": "count" },
      ExpressionAttributeValues: { ":a": { N: count } },
      ReturnValues: "UPDATED_NEW",
    });
  const answers = [await set("one", "1"), await set("two", "2"), await set("one", "3")];
  expect(answers.map(([, body]) => (body as { Attributes: unknown }).Attributes)).toEqual([
    { count: { N: "1" } },
    { count: { N: "2" } },
    { count: { N: "1" } },
  ]);
});
