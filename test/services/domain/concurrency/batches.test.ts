import { inBatches } from "../../../../services/domain/concurrency/batches";

test("a list is split into batches of ten, in its order", () => {
  const list = Array.from({ length: 23 }, (_, index) => index);
  expect(inBatches(list).map(({ length }) => length)).toEqual([10, 10, 3]);
  expect(inBatches(list).flat()).toEqual(list);
  expect(inBatches([])).toEqual([]);
});

test("batches have the requested size", () => {
  expect(inBatches(["a", "b", "c"], 2)).toEqual([["a", "b"], ["c"]]);
});
