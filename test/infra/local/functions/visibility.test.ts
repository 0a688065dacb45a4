import { visibleAgainAfter } from "../../../../infra/local/functions/visibility";

const waits = { usual: 1.5, lease: 46 };
const all = (maxReceiveCount: number | undefined) =>
  Array.from({ length: maxReceiveCount ?? 12 }, (_, index) => visibleAgainAfter(index + 1, maxReceiveCount, waits));

test("the last two of many tries wait for the lease of a claim", () => {
  expect(all(10)).toEqual([...Array(8).fill(1.5), 46, 46]);
});

test("a queue with few tries, whose messages go on to another queue, does not wait", () => {
  expect(all(3)).toEqual([1.5, 1.5, 1.5]);
});

test("without a redrive policy every try waits the same", () => {
  expect(new Set(all(undefined))).toEqual(new Set([1.5]));
});

test("a wait that outlasts the lease stays as it is", () => {
  expect(visibleAgainAfter(10, 10, { usual: 180, lease: 46 })).toBe(180);
});
