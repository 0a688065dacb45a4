import { itemBytes } from "./item-size";
import { indexUnits, latestItemUnits, queryUnits, tableUnits } from "./request-units";

const TABLE_KEY = ["id"];
const ALL = { IndexName: "ByKind", KeySchema: [{ AttributeName: "kind" }], Projection: { ProjectionType: "ALL" } };
const FEW = { ...ALL, Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["name"] } };

const item = (attributes: Record<string, string>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, S]) => [name, { S }]));
const ofBytes = (bytes: number) => item({ id: "x".repeat(bytes - 2) });

test("the size of an item is that of its names and values, plus three bytes per list or map and one per element", () => {
  expect(itemBytes({ id: { S: "é" } })).toBe(4);
  expect(itemBytes({ n: { N: "1790000000123" } })).toBe(1 + 8);
  expect(itemBytes({ n: { N: "-1200" } })).toBe(1 + 3);
  expect(itemBytes({ ok: { BOOL: true } })).toBe(3);
  expect(itemBytes({ l: { L: [{ M: { a: { S: "bc" } } }] } })).toBe(1 + 3 + 1 + (3 + 1 + 1 + 2));
});

test("a write takes a unit per started KB of the larger of the old and the new item", () => {
  expect(tableUnits(undefined, ofBytes(1_024))).toBe(1);
  expect(tableUnits(undefined, ofBytes(1_025))).toBe(2);
  expect(tableUnits(ofBytes(3_000), ofBytes(10))).toBe(3);
});

test("a write with a failed condition takes a unit, even without an item", () => {
  expect(tableUnits(undefined, undefined)).toBe(1);
});

test("an index takes a write if an entry is added, changed or removed, and two if its key changes", () => {
  const one = item({ id: "1", kind: "a", name: "x" });
  const units = (before?: typeof one, after?: typeof one) => indexUnits(ALL, TABLE_KEY, before, after);
  expect(units(undefined, one)).toBe(1);
  expect(units(one, { ...one, name: { S: "y" } })).toBe(1);
  expect(units(one, item({ id: "1", name: "x" }))).toBe(1);
  expect(units(one, { ...one, kind: { S: "b" } })).toBe(2);
});

test("an index takes no write for attributes that it does not project, or items without its key", () => {
  const one = item({ id: "1", kind: "a", name: "x", note: "1" });
  expect(indexUnits(FEW, TABLE_KEY, one, { ...one, note: { S: "2" } })).toBe(0);
  expect(indexUnits(FEW, TABLE_KEY, one, { ...one, name: { S: "y" } })).toBe(1);
  expect(indexUnits(ALL, TABLE_KEY, item({ id: "1" }), item({ id: "1", name: "x" }))).toBe(0);
});

test("a page of a query takes half a unit per started 4 KB in total, and so does an empty one", () => {
  expect(queryUnits([])).toBe(0.5);
  expect(queryUnits([ofBytes(2_000), ofBytes(2_000)])).toBe(0.5);
  expect(queryUnits([ofBytes(2_000), ofBytes(2_000), ofBytes(200)])).toBe(1);
});

test("a strongly consistent read takes a unit per started 4 KB, and so does one without an item", () => {
  expect([{}, ofBytes(4_000), ofBytes(4_200)].map(latestItemUnits)).toEqual([1, 1, 2]);
});
