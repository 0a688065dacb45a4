import { enqueueBatch } from "../../../../services/domain/retry/enqueue";
import { fc } from "../../../support/data/properties";
import { NOW } from "../../../support/data/records";
import { FakeBatchQueue } from "../../../support/fakes/fake-queues";
import { FrozenClock } from "../../../support/fakes/frozen-clock";

let clock: FrozenClock;
let queue: FakeBatchQueue;
beforeEach(() => {
  clock = new FrozenClock(NOW);
  queue = new FakeBatchQueue();
});
const enqueue = (bodies: readonly string[]) => {
  const messages = bodies.map((body) => ({ body }));
  return clock.drive(enqueueBatch(messages, queue, clock));
};

test("a batch that the queue accepts is sent once", async () => {
  expect(await enqueue(["a", "b", "c"])).toEqual(new Map());
  expect(queue.batches).toEqual([["a", "b", "c"]]);
});

test("only messages that the queue did not accept are sent again", async () => {
  queue.refuse = () => (queue.batches.length === 1 ? [0, 2] : queue.batches.length === 2 ? [1] : []);
  expect(await enqueue(["a", "b", "c"])).toEqual(new Map());
  expect(queue.batches).toEqual([["a", "b", "c"], ["a", "c"], ["c"]]);
  expect(queue.bodies.sort()).toEqual(["a", "b", "c"]);
});

test("messages that the queue never accepts are named by their index in the batch", async () => {
  queue.refuse = (bodies) => bodies.flatMap((body, place) => (["b", "d"].includes(body) ? [place] : []));
  expect(await enqueue(["a", "b", "c", "d"])).toEqual(
    new Map([
      [1, "InternalError"],
      [3, "InternalError"],
    ]),
  );
  expect(queue.bodies).toEqual(["a", "c"]);
});

test("a queue is tried five times, with longer and longer waits", async () => {
  const triedAt: number[] = [];
  queue.refuse = () => {
    triedAt.push(clock.now() - NOW);
    return [0];
  };
  await enqueue(["a"]);
  expect(triedAt).toEqual([0, 100, 300, 700, 1_500]);
});

test("a call that fails as a whole took nothing, and is made again", async () => {
  let calls = 0;
  queue.refuse = () => {
    calls += 1;
    if (calls < 3) throw new Error("the queue is out of reach");
    return [];
  };
  expect(await enqueue(["a", "b"])).toEqual(new Map());
  expect(queue.bodies).toEqual(["a", "b"]);
});

test("a queue that stays out of reach took none, and the code of its last error is reported", async () => {
  let calls = 0;
  queue.refuse = () => {
    calls += 1;
    throw Object.assign(new Error("text"), { name: calls < 5 ? "TimeoutError" : "QueueDoesNotExist" });
  };
  expect(await enqueue(["a", "b"])).toEqual(
    new Map([
      [0, "QueueDoesNotExist"],
      [1, "QueueDoesNotExist"],
    ]),
  );
});

test("every message is in the queue once or is named, for any refusals", async () => {
  const refusals = fc.array(fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 10 }), refusals, async (size, plan) => {
      queue = new FakeBatchQueue();
      queue.refuse = (bodies) => bodies.flatMap((_, place) => (plan[queue.batches.length - 1]?.[place] ? [place] : []));
      const bodies = Array.from({ length: size }, (_, index) => `message-${index}`);
      const unsent = await enqueue(bodies);
      const named = [...unsent.keys()].map((place) => bodies[place]);
      expect([...queue.bodies, ...named].sort()).toEqual([...bodies].sort());
    }),
  );
});
