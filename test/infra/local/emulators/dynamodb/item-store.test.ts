import { type Item, ItemStore, type Range } from "../../../../../infra/local/emulators/dynamodb/item-store";

const PARTITIONS = 500;

/** As dynalite's keys: the digest of the partition key, the partition key, the sort key. */
const key = (partition: number, sort: string) => `${partition.toString(16).padStart(6, "0")}/${partition}/${sort}/`;
/** The upper bound of all keys of a partition. */
const end = (partition: number) => key(partition, "~");
const ignore = () => {};

function storeOf(...sorts: readonly string[]): ItemStore {
  const store = new ItemStore();
  for (let partition = 0; partition < PARTITIONS; partition++) {
    for (const sort of sorts) store.put(key(partition, sort), { id: `${partition} ${sort}` }, ignore);
  }
  return store;
}

function read(store: ItemStore, range: Range): Promise<unknown[]> {
  const items: unknown[] = [];
  return new Promise((resolve) => {
    store
      .createValueStream(range)
      .on("data", ({ id }: Item) => items.push(id))
      .on("end", () => resolve(items));
  });
}

/** How many partitions were listed, of maps that have all of them. */
async function listedDuring(act: () => Promise<unknown>): Promise<number> {
  const keys = jest.spyOn(Map.prototype, "keys");
  try {
    await act();
    return keys.mock.contexts.filter((map) => (map as Map<unknown, unknown>).size >= PARTITIONS).length;
  } finally {
    keys.mockRestore();
  }
}

test("a query of one partition does not look at the others", async () => {
  const store = storeOf("a", "b", "c");
  const range = { gte: key(7, "a"), lt: end(7) };
  expect(await listedDuring(async () => expect(await read(store, range)).toEqual(["7 a", "7 b", "7 c"]))).toBe(0);
  expect(await listedDuring(() => read(store, {}))).toBe(1);
});

test("a range within one partition has its bounds, its order and its limit", async () => {
  const store = storeOf("a", "b", "c", "d");
  const [from, to] = [key(7, "b"), key(7, "d")];
  expect(await read(store, { gt: from, lte: to })).toEqual(["7 c", "7 d"]);
  expect(await read(store, { gte: from, lt: to, reverse: true })).toEqual(["7 c", "7 b"]);
  expect(await read(store, { gte: from, lt: to, limit: 1 })).toEqual(["7 b"]);
});

test("a range within a partition that has no items, or has lost them, is empty", async () => {
  const store = storeOf("a");
  expect(await read(store, { gte: key(PARTITIONS, "a"), lt: end(PARTITIONS) })).toEqual([]);
  store.del(key(7, "a"), ignore);
  expect(await read(store, { gte: key(7, "a"), lt: end(7) })).toEqual([]);
});

test("a range over several partitions has those between its bounds, in order", async () => {
  const store = storeOf("a", "b");
  expect(await read(store, { gt: key(7, "a"), lte: key(9, "a") })).toEqual(["7 b", "8 a", "8 b", "9 a"]);
});
