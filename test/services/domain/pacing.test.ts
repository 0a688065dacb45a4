import { OutOfTime } from "../../../services/domain/failure";
import { pacing, quotaInMemory } from "../../../services/domain/pacing";
import type { Pacing, Quota } from "../../../services/domain/ports";
import { FakeLogger } from "../../support/fake-reports";
import { FrozenClock } from "../../support/frozen-clock";
import { NOW } from "../../support/records";

const MINUTE = 60_000;
let clock: FrozenClock;
let logger: FakeLogger;
let quota: Quota & { reservations: number[] };
beforeEach(() => {
  clock = new FrozenClock(NOW);
  logger = new FakeLogger();
  quota = counted(quotaInMemory(clock));
});

/** Keeps the spans that are asked for, in ms. */
function counted(inner: Quota): Quota & { reservations: number[] } {
  const reservations: number[] = [];
  return {
    reservations,
    reserve(span, latest) {
      reservations.push(span);
      return inner.reserve(span, latest);
    },
  };
}

function consumer(partsPerSecond: number, of: Quota = quota, textsPerSecond = partsPerSecond): Pacing {
  return pacing({ partsPerSecond, textsPerSecond, consumers: 4 }, { quota: of, clock, logger });
}

/** The times (ms from now) at which the messages of one batch, of so many parts each, may go. */
async function turns(of: Pacing, ...parts: number[]): Promise<number[]> {
  const joined = parts.map((count) => ({ count, turn: of.join() }));
  return clock.drive(
    Promise.all(
      joined.map(async ({ count, turn }) => {
        await turn.take(count, NOW + MINUTE);
        return clock.now() - NOW;
      }),
    ),
  );
}

describe("One consumer", () => {
  test("spaces messages of one part evenly", async () => {
    expect(await turns(consumer(10), 1, 1, 1, 1)).toEqual([0, 100, 200, 300]);
  });

  test("makes a message wait for all the parts before it", async () => {
    expect(await turns(consumer(10), 3, 1, 2, 1)).toEqual([0, 300, 400, 600]);
  });

  test("allows less than one part a second", async () => {
    expect(await turns(consumer(0.5), 1, 1, 1)).toEqual([0, 2_000, 4_000]);
  });

  test("spaces short texts as far apart as texts must be, and long ones by their parts", async () => {
    expect(await turns(consumer(10, quota, 5), 1, 1, 2, 5, 1)).toEqual([0, 200, 400, 600, 1_100]);
    expect(quota.reservations).toEqual([1_300]);
  });

  test("saves up nothing while nobody sends", async () => {
    const one = consumer(10);
    await turns(one, 1);
    clock.advance(MINUTE / 2);
    expect(await turns(one, 1, 1)).toEqual([30_000, 30_100]);
  });
});

describe("A reservation", () => {
  test("is made once for a batch, for the parts of all", async () => {
    await turns(consumer(10), 1, 2, 3);
    expect(quota.reservations).toEqual([600]);
  });

  test("is made at once where all have asked: nobody waits for a timer", async () => {
    const one = consumer(10);
    await one.join().take(1, NOW + MINUTE);
    expect(clock.now()).toBe(NOW);
  });

  test("waits for no message that turned out to need none", async () => {
    const one = consumer(10);
    const [first, second] = [one.join(), one.join()];
    const going = first.take(1, NOW + MINUTE);
    second.leave();
    second.leave();
    await going;
    expect(clock.now()).toBe(NOW);
    expect(quota.reservations).toEqual([100]);
  });

  test("does not wait long for a message that is slow: that one reserves by itself", async () => {
    const one = consumer(10);
    const [first, slow] = [one.join(), one.join()];
    await clock.drive(first.take(1, NOW + MINUTE));
    expect(clock.now() - NOW).toBe(100);
    clock.advance(1_000);
    await slow.take(1, NOW + MINUTE);
    expect(quota.reservations).toEqual([100, 100]);
  });

  test("is made anew for a send that was refused, without waiting for others", async () => {
    const one = consumer(10);
    const turn = one.join();
    await turn.take(2, NOW + MINUTE);
    await clock.drive(turn.take(2, NOW + MINUTE));
    expect(clock.now() - NOW).toBe(200);
    expect(quota.reservations).toEqual([200, 200]);
  });

  test("of one batch says nothing of the next", async () => {
    const one = consumer(10);
    await turns(one, 1, 1);
    one.join().leave();
    expect(await turns(one, 1)).toEqual([200]);
    expect(quota.reservations).toEqual([200, 100]);
  });
});

describe("The deadline", () => {
  test("may be the moment at which the last message goes", async () => {
    const one = consumer(1);
    const [first, last] = [one.join(), one.join()];
    const going = Promise.all([first.take(5, NOW + 5_000), last.take(1, NOW + 5_000)]);
    await clock.drive(going);
    expect(clock.now() - NOW).toBe(5_000);
  });

  test("that cannot be kept is told at once, and takes nothing of the quota", async () => {
    const one = consumer(1);
    const both = [one.join(), one.join()].map((turn) => turn.take(6, NOW + 5_000));
    expect(await Promise.allSettled(both)).toEqual(
      Array(2).fill({ status: "rejected", reason: expect.any(OutOfTime) }),
    );
    expect(clock.now()).toBe(NOW);
    expect(await turns(consumer(1), 1)).toEqual([0]);
  });

  test("is the earliest of those that reserve together", async () => {
    const one = consumer(1);
    const [patient, hasty] = [one.join(), one.join()];
    const both = [patient.take(3, NOW + MINUTE), hasty.take(1, NOW + 2_000)];
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});

describe("Any number of consumers", () => {
  test.each([1, 2, 5, 50])("%d send no faster than one, and as fast", async (consumers) => {
    const many = Array.from({ length: consumers }, () => consumer(100));
    const texts = Array.from({ length: 10 }, (_, index) => 1 + (index % 3));
    const sent: { at: number; parts: number }[] = [];
    const batch = async (one: Pacing) => {
      const joined = texts.map((parts) => ({ parts, turn: one.join() }));
      await Promise.all(
        joined.map(async ({ parts, turn }) => {
          await turn.take(parts, NOW + 10 * MINUTE);
          sent.push({ at: clock.now(), parts });
        }),
      );
    };
    const work = many.map(async (one) => {
      for (let batches = 0; batches < 100 / consumers; batches += 1) await batch(one);
    });
    await clock.drive(Promise.all(work));
    const inOrder = sent.sort((a, b) => a.at - b.at);
    let before = 0;
    for (const { at, parts } of inOrder) {
      expect(at - NOW).toBeCloseTo(before * 10, 3);
      before += parts;
    }
    expect(quota.reservations).toHaveLength(100);
  });
});

describe("A quota that is out of reach", () => {
  const broken: Quota = { reserve: () => Promise.reject(new TypeError("told by its name alone")) };

  test("leaves each consumer its even share of the rate", async () => {
    expect(await turns(consumer(10, broken), 1, 2, 1)).toEqual([0, 400, 1_200]);
  });

  test("keeps the consumer to its share over its batches", async () => {
    const one = consumer(10, broken);
    await turns(one, 1, 1);
    expect(await turns(one, 1)).toEqual([800]);
  });

  test("is told of, by a code", async () => {
    await turns(consumer(10, broken), 1);
    expect(logger.lines).toEqual([{ event: "quota not reserved", code: "TypeError" }]);
  });

  test("still gives no turn beyond the deadline", async () => {
    const one = consumer(1, broken);
    await one.join().take(2, NOW);
    await expect(one.join().take(1, NOW + 7_999)).rejects.toThrow(OutOfTime);
  });
});
