import { setImmediate } from "node:timers/promises";
import type { RateBudget, RateLimiter } from "../../../../services/domain/rate-limit/rate-limit";
import { rateBudgetInMemory, rateLimiter } from "../../../../services/domain/rate-limit/rate-limiter";
import { OutOfTime } from "../../../../services/domain/retry/failure";
import { NOW } from "../../../support/data/records";
import { FakeLogger } from "../../../support/fakes/fake-reports";
import { FrozenClock } from "../../../support/fakes/frozen-clock";

const MINUTE = 60_000;
let clock: FrozenClock;
let logger: FakeLogger;
/** ms that were reserved, and released. */
let reservations: number[];
let releases: number[];
let budget: RateBudget;
beforeEach(() => {
  clock = new FrozenClock(NOW);
  logger = new FakeLogger();
  reservations = [];
  releases = [];
  budget = counted(rateBudgetInMemory(clock));
});

function counted(inner: RateBudget): RateBudget {
  return {
    reserve(span, ...more) {
      reservations.push(span);
      return inner.reserve(span, ...more);
    },
    release(slot, span, ...more) {
      releases.push(span);
      return inner.release(slot, span, ...more);
    },
    volume: () => inner.volume(),
  };
}

function consumer(partsPerSecond: number, of: RateBudget = budget, textsPerSecond = partsPerSecond): RateLimiter {
  return rateLimiter({ partsPerSecond, textsPerSecond, consumers: 4 }, { budget: of, clock, logger });
}

/** The times (ms from now) at which the texts of one batch, of so many parts each, may go. */
async function times(of: RateLimiter, ...parts: number[]): Promise<number[]> {
  const reserved = parts.map((count) => of.reserve(count, NOW + MINUTE));
  return clock.drive(
    Promise.all(
      reserved.map(async (reservation) => {
        await reservation.wait();
        return clock.now() - NOW;
      }),
    ),
  );
}

describe("One consumer", () => {
  test("spaces messages of one part evenly", async () => {
    expect(await times(consumer(10), 1, 1, 1, 1)).toEqual([0, 100, 200, 300]);
  });

  test("makes a message wait for all the parts before it", async () => {
    expect(await times(consumer(10), 3, 1, 2, 1)).toEqual([0, 300, 400, 600]);
  });

  test("allows less than one part a second", async () => {
    expect(await times(consumer(0.5), 1, 1, 1)).toEqual([0, 2_000, 4_000]);
  });

  test("spaces short texts as far apart as texts must be, and long ones by their parts", async () => {
    expect(await times(consumer(10, budget, 5), 1, 1, 2, 5, 1)).toEqual([0, 200, 400, 600, 1_100]);
    expect(reservations).toEqual([1_300]);
  });

  test("saves up nothing while nobody sends", async () => {
    const one = consumer(10);
    await times(one, 1);
    clock.advance(MINUTE / 2);
    expect(await times(one, 1, 1)).toEqual([30_000, 30_100]);
  });
});

describe("A reservation", () => {
  test("is made once for a batch, for the parts of all", async () => {
    await times(consumer(10), 1, 2, 3);
    expect(reservations).toEqual([600]);
    expect(releases).toEqual([]);
  });

  test("is made at once: nobody waits for what the others of the batch do first", async () => {
    const one = consumer(10);
    const [first] = [one.reserve(1, NOW + MINUTE), one.reserve(1, NOW + MINUTE)];
    await first?.wait();
    expect(clock.now()).toBe(NOW);
    expect(reservations).toEqual([200]);
  });

  test("is used in the order in which texts are ready", async () => {
    const one = consumer(10);
    const [slow, quick] = [one.reserve(3, NOW + MINUTE), one.reserve(1, NOW + MINUTE)];
    await quick.wait();
    expect(clock.now()).toBe(NOW);
    await clock.drive(slow.wait());
    expect(clock.now()).toBe(NOW + 100);
  });

  test("is made again for a send that the carrier throttled", async () => {
    const reservation = consumer(10).reserve(2, NOW + MINUTE);
    await reservation.wait();
    await clock.drive(reservation.wait());
    expect(clock.now() - NOW).toBe(200);
    expect(reservations).toEqual([200, 200]);
    await reservation.cancel();
    expect(releases).toEqual([]);
  });

  test("of one batch says nothing of the next", async () => {
    const one = consumer(10);
    await times(one, 1, 1);
    expect(await times(one, 1)).toEqual([200]);
    expect(reservations).toEqual([200, 100]);
  });
});

describe("What a batch times out not to need", () => {
  test("is released once all of them have decided", async () => {
    const one = consumer(10);
    const [first, second, third] = [1, 2, 3].map((parts) => one.reserve(parts, NOW + MINUTE));
    await first?.cancel();
    await second?.wait();
    expect(releases).toEqual([]);
    await third?.cancel();
    expect(releases).toEqual([400]);
    expect(await times(consumer(10), 1)).toEqual([200]);
  });

  test("is released when the last of them is sent, too", async () => {
    const one = consumer(10);
    const [first, second] = [one.reserve(1, NOW + MINUTE), one.reserve(1, NOW + MINUTE)];
    await first?.cancel();
    await second?.wait();
    expect(releases).toEqual([100]);
  });

  test("is not what is left of adding fractions in another order", async () => {
    const one = consumer(3);
    const texts = [1, 2, 3].map((parts) => one.reserve(parts, NOW + MINUTE));
    await clock.drive(Promise.all([...texts].reverse().map((reservation) => reservation.wait())));
    expect(releases).toEqual([]);
  });

  test("is released once, however often it is canceled", async () => {
    const reservation = consumer(10).reserve(1, NOW + MINUTE);
    await Promise.all([reservation.cancel(), reservation.cancel()]);
    await reservation.cancel();
    expect(releases).toEqual([100]);
  });

  test("is released before the last cancel releases, since a function that has answered is frozen", async () => {
    let isGiven = false;
    const slow: RateBudget = {
      ...budget,
      release: async () => {
        await clock.sleep(50);
        isGiven = true;
      },
    };
    const reservation = consumer(10, slow).reserve(1, NOW + MINUTE);
    void reservation.cancel();
    await clock.drive(reservation.cancel());
    expect(isGiven).toBe(true);
  });

  test("stays taken where another has reserved behind it", async () => {
    const reservation = consumer(10).reserve(5, NOW + MINUTE);
    const behind = times(consumer(10), 1);
    await reservation.cancel();
    expect(await behind).toEqual([500]);
    expect(await times(consumer(10), 1)).toEqual([600]);
  });

  test("and cannot be given back is logged by a code, and no text fails for it", async () => {
    const broken: RateBudget = { ...budget, release: () => Promise.reject(new TypeError("logged by its name alone")) };
    await consumer(10, broken)
      .reserve(1, NOW + MINUTE)
      .cancel();
    expect(logger.lines).toEqual([{ event: "rate not released", code: "TypeError" }]);
  });
});

describe("The deadline", () => {
  test("may be the moment at which the last reservation ends", async () => {
    const one = consumer(1);
    const both = [one.reserve(1, NOW + 6_000), one.reserve(5, NOW + 6_000)].map((reservation) => reservation.wait());
    await clock.drive(Promise.all(both));
    expect(clock.now() - NOW).toBe(1_000);
  });

  test("that cannot be kept fails at once, and uses nothing of the budget", async () => {
    const one = consumer(1);
    const both = [one.reserve(6, NOW + 5_000), one.reserve(6, NOW + 5_000)].map((reservation) => reservation.wait());
    expect(await Promise.allSettled(both)).toEqual(
      Array(2).fill({ status: "rejected", reason: expect.any(OutOfTime) }),
    );
    expect(clock.now()).toBe(NOW);
    expect(releases).toEqual([]);
    expect(await times(consumer(1), 1)).toEqual([0]);
  });

  test("holds for a text that is ready after its time, too: until the deadline it is sent, later it is not", async () => {
    const one = consumer(1);
    const [late, tooLate] = [one.reserve(1, NOW + 5_000), one.reserve(1, NOW + 5_000)];
    await setImmediate();
    clock.advance(5_000);
    await late?.wait();
    clock.advance(1);
    await expect(tooLate?.wait()).rejects.toThrow(OutOfTime);
  });

  test("that cannot be kept leaves nothing to release", async () => {
    await consumer(1)
      .reserve(6, NOW + 5_000)
      .cancel();
    expect(releases).toEqual([]);
  });

  test("is the earliest of those that reserve together; where there is no time for all, each reserves by itself", async () => {
    const one = consumer(1);
    const deadlines = [NOW + MINUTE, NOW + 2_999, NOW + MINUTE];
    const times = deadlines.map((deadline, place) => one.reserve(place === 0 ? 2 : 1, deadline).wait());
    const ends = await clock.drive(Promise.allSettled(times));
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(reservations).toEqual([4_000, 2_000, 1_000, 1_000]);
    expect(releases).toEqual([]);
  });
});

describe("Any number of consumers", () => {
  test.each([1, 2, 5, 50])("%d send no faster than one, and as fast", async (consumers) => {
    const batches = 100 / consumers;
    const many = Array.from({ length: consumers }, () => consumer(100));
    const texts = Array.from({ length: 10 }, (_, index) => 1 + (index % 3));
    const sent: { at: number; parts: number }[] = [];
    const batch = async (one: RateLimiter) => {
      const reserved = texts.map((parts) => ({ parts, reservation: one.reserve(parts, NOW + 10 * MINUTE) }));
      await Promise.all(
        reserved.map(async ({ parts, reservation }) => {
          await reservation.wait();
          sent.push({ at: clock.now(), parts });
        }),
      );
    };
    const work = many.map(async (one) => {
      for (let made = 0; made < batches; made += 1) await batch(one);
    });
    await clock.drive(Promise.all(work));
    const inOrder = sent.sort((a, b) => a.at - b.at);
    let before = 0;
    const wrong = inOrder.filter(({ at, parts }) => {
      const due = before * 10;
      before += parts;
      return Math.abs(at - NOW - due) >= 0.0005;
    });
    expect([inOrder.length, wrong]).toEqual([batches * consumers * texts.length, []]);
    expect(reservations).toHaveLength(100);
  });
});

describe("A budget that is out of reach", () => {
  const broken: RateBudget = {
    reserve: () => Promise.reject(new TypeError("logged by its name alone")),
    release: () => Promise.reject(new TypeError("nothing was reserved")),
    volume: () => Promise.reject(new TypeError("nothing was read")),
  };

  test("leaves each consumer its even share of the rate", async () => {
    expect(await times(consumer(10, broken), 1, 2, 1)).toEqual([0, 400, 1_200]);
  });

  test("keeps the consumer to its share over its batches", async () => {
    const one = consumer(10, broken);
    await times(one, 1, 1);
    expect(await times(one, 1)).toEqual([800]);
  });

  test("is logged by a code", async () => {
    await times(consumer(10, broken), 1);
    expect(logger.lines).toEqual([{ event: "rate not reserved", code: "TypeError" }]);
  });

  test("still gives no time beyond the deadline", async () => {
    const one = consumer(1, broken);
    await one.reserve(2, NOW + MINUTE).wait();
    await expect(one.reserve(1, NOW + 11_999).wait()).rejects.toThrow(OutOfTime);
    await expect(clock.drive(one.reserve(1, NOW + 12_000).wait())).resolves.toBeUndefined();
  });

  test("has nothing to release", async () => {
    await consumer(1, broken)
      .reserve(2, NOW + MINUTE)
      .cancel();
    expect(logger.lines).toEqual([{ event: "rate not reserved", code: "TypeError" }]);
  });
});
