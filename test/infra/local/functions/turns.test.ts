import { Turns } from "../../../../infra/local/functions/turns";

const FULL = ["a", "b"];
const PARTIAL = ["a"];
const NEVER = 2 ** 31 - 1;
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Pollers of a queue that has these batches, whose handlers run until they are released. */
function poll(batches: readonly (readonly string[])[], { pollers = 4, maxInstances = 3, patienceMs = NEVER } = {}) {
  const turns = new Turns<string>(FULL.length, maxInstances, patienceMs);
  const waiting = [...batches];
  const running: (() => void)[] = [];
  const seen = { receiving: 0, mostReceiving: 0, handled: 0 };
  const receive = async () => {
    seen.receiving += 1;
    seen.mostReceiving = Math.max(seen.mostReceiving, seen.receiving);
    await settle();
    seen.receiving -= 1;
    return waiting.shift() ?? [];
  };
  const handle = () =>
    new Promise<void>((resolve) => {
      seen.handled += 1;
      running.push(resolve);
    });
  const poller = async () => {
    while (waiting.length > 0) await turns.receiveAndHandle(receive, handle);
  };
  const done = Promise.all(Array.from({ length: pollers }, poller));
  const rest = async () => {
    for (let turn = 0; turn < 50; turn++) await settle();
  };
  return { seen, running, rest, done, endOne: () => running.shift()?.() };
}

test("one poller receives at a time", async () => {
  const queue = poll([FULL, FULL, FULL]);
  await queue.rest();
  expect(queue.seen).toMatchObject({ mostReceiving: 1, handled: 3 });
});

test("full batches are handled at the same time, up to the number of instances", async () => {
  const queue = poll([FULL, FULL, FULL, FULL]);
  await queue.rest();
  expect(queue.running).toHaveLength(3);
  queue.endOne();
  await queue.rest();
  expect(queue.seen.handled).toBe(4);
});

test("a batch that is not full is the only one until it has been handled", async () => {
  const queue = poll([PARTIAL, PARTIAL]);
  await queue.rest();
  expect(queue.seen.handled).toBe(1);
  queue.endOne();
  await queue.rest();
  expect(queue.seen.handled).toBe(2);
});

test("a batch does not wait for ever for an invocation that hangs", async () => {
  const queue = poll([PARTIAL, PARTIAL], { patienceMs: 1 });
  while (queue.seen.handled < 2) await settle();
  expect(queue.running).toHaveLength(2);
});

test("after batches that are not full, fewer are handled at the same time", async () => {
  const queue = poll([FULL, FULL, PARTIAL, PARTIAL, PARTIAL]);
  await queue.rest();
  expect(queue.running).toHaveLength(3);
  queue.endOne();
  await queue.rest();
  expect(queue.running).toHaveLength(2);
});

test("a failure to receive or to handle is the poller's own, and the next one has its turn", async () => {
  const turns = new Turns<string>(FULL.length, 1);
  const fail = async () => {
    throw new Error("failed");
  };
  const handled: unknown[] = [];
  const handle = async (batch: readonly string[]) => {
    handled.push(batch);
  };
  await expect(turns.receiveAndHandle(fail, handle)).rejects.toThrow("failed");
  await expect(turns.receiveAndHandle(async () => FULL, fail)).rejects.toThrow("failed");
  await turns.receiveAndHandle(async () => PARTIAL, handle);
  expect(handled).toEqual([PARTIAL]);
});
