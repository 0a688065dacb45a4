import { setImmediate } from "node:timers/promises";
import { pacing, quotaInMemory } from "../../../../services/domain/rate-limit/pacing";
import type { Pacing, Quota } from "../../../../services/domain/rate-limit/rate-limit";
import { OutOfTime } from "../../../../services/domain/retry/failure";
import { NOW } from "../../../support/data/records";
import { FakeLogger } from "../../../support/fakes/fake-reports";
import { FrozenClock } from "../../../support/fakes/frozen-clock";

const MINUTE = 60_000;
let clock: FrozenClock;
let logger: FakeLogger;
/** What was reserved, and what given back: ms. */
let reservations: number[];
let returns: number[];
let quota: Quota;
beforeEach(() => {
  clock = new FrozenClock(NOW);
  logger = new FakeLogger();
  reservations = [];
  returns = [];
  quota = counted(quotaInMemory(clock));
});

function counted(inner: Quota): Quota {
  return {
    reserve(span, latest) {
      reservations.push(span);
      return inner.reserve(span, latest);
    },
    giveBack(reservation, span) {
      returns.push(span);
      return inner.giveBack(reservation, span);
    },
  };
}

function consumer(partsPerSecond: number, of: Quota = quota, textsPerSecond = partsPerSecond): Pacing {
  return pacing({ partsPerSecond, textsPerSecond, consumers: 4 }, { quota: of, clock, logger });
}

/** The times (ms from now) at which the texts of one batch, of so many parts each, may go. */
async function turns(of: Pacing, ...parts: number[]): Promise<number[]> {
  const joined = parts.map((count) => of.join(count, NOW + MINUTE));
  return clock.drive(
    Promise.all(
      joined.map(async (turn) => {
        await turn.take();
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
    expect(reservations).toEqual([1_300]);
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
    expect(reservations).toEqual([600]);
    expect(returns).toEqual([]);
  });

  test("is made at once: nobody waits for what the others of the batch do first", async () => {
    const one = consumer(10);
    const [first] = [one.join(1, NOW + MINUTE), one.join(1, NOW + MINUTE)];
    await first?.take();
    expect(clock.now()).toBe(NOW);
    expect(reservations).toEqual([200]);
  });

  test("is used in the order in which texts are ready", async () => {
    const one = consumer(10);
    const [slow, quick] = [one.join(3, NOW + MINUTE), one.join(1, NOW + MINUTE)];
    await quick.take();
    expect(clock.now()).toBe(NOW);
    await clock.drive(slow.take());
    expect(clock.now()).toBe(NOW + 100);
  });

  test("is made anew for a send that was refused", async () => {
    const turn = consumer(10).join(2, NOW + MINUTE);
    await turn.take();
    await clock.drive(turn.take());
    expect(clock.now() - NOW).toBe(200);
    expect(reservations).toEqual([200, 200]);
    await turn.leave();
    expect(returns).toEqual([]);
  });

  test("of one batch says nothing of the next", async () => {
    const one = consumer(10);
    await turns(one, 1, 1);
    expect(await turns(one, 1)).toEqual([200]);
    expect(reservations).toEqual([200, 100]);
  });
});

describe("What a batch turns out not to need", () => {
  test("is given back, once all of it have decided", async () => {
    const one = consumer(10);
    const [first, second, third] = [1, 2, 3].map((parts) => one.join(parts, NOW + MINUTE));
    await first?.leave();
    await second?.take();
    expect(returns).toEqual([]);
    await third?.leave();
    expect(returns).toEqual([400]);
    expect(await turns(consumer(10), 1)).toEqual([200]);
  });

  test("is given back when the last of them takes its turn, too", async () => {
    const one = consumer(10);
    const [first, second] = [one.join(1, NOW + MINUTE), one.join(1, NOW + MINUTE)];
    await first?.leave();
    await second?.take();
    expect(returns).toEqual([100]);
  });

  test("is not what is left of adding fractions in another order", async () => {
    const one = consumer(3);
    const texts = [1, 2, 3].map((parts) => one.join(parts, NOW + MINUTE));
    await clock.drive(Promise.all([...texts].reverse().map((turn) => turn.take())));
    expect(returns).toEqual([]);
  });

  test("is given back once, however often it is said", async () => {
    const turn = consumer(10).join(1, NOW + MINUTE);
    await Promise.all([turn.leave(), turn.leave()]);
    await turn.leave();
    expect(returns).toEqual([100]);
  });

  test("is waited for by whoever says it last, for a function that has answered is frozen", async () => {
    let isGiven = false;
    const slow: Quota = {
      ...quota,
      giveBack: async () => {
        await clock.sleep(50);
        isGiven = true;
      },
    };
    const turn = consumer(10, slow).join(1, NOW + MINUTE);
    void turn.leave();
    await clock.drive(turn.leave());
    expect(isGiven).toBe(true);
  });

  test("stays taken where another has reserved behind it", async () => {
    const turn = consumer(10).join(5, NOW + MINUTE);
    const behind = turns(consumer(10), 1);
    await turn.leave();
    expect(await behind).toEqual([500]);
    expect(await turns(consumer(10), 1)).toEqual([600]);
  });

  test("and cannot be given back is told of, by a code, and no text fails for it", async () => {
    const broken: Quota = { ...quota, giveBack: () => Promise.reject(new TypeError("told by its name alone")) };
    await consumer(10, broken)
      .join(1, NOW + MINUTE)
      .leave();
    expect(logger.lines).toEqual([{ event: "quota not given back", code: "TypeError" }]);
  });
});

describe("The deadline", () => {
  test("may be the moment at which the last turn ends", async () => {
    const one = consumer(1);
    const both = [one.join(1, NOW + 6_000), one.join(5, NOW + 6_000)].map((turn) => turn.take());
    await clock.drive(Promise.all(both));
    expect(clock.now() - NOW).toBe(1_000);
  });

  test("that cannot be kept is told at once, and takes nothing of the quota", async () => {
    const one = consumer(1);
    const both = [one.join(6, NOW + 5_000), one.join(6, NOW + 5_000)].map((turn) => turn.take());
    expect(await Promise.allSettled(both)).toEqual(
      Array(2).fill({ status: "rejected", reason: expect.any(OutOfTime) }),
    );
    expect(clock.now()).toBe(NOW);
    expect(returns).toEqual([]);
    expect(await turns(consumer(1), 1)).toEqual([0]);
  });

  test("holds for a text that is ready after its turn, too: late is in time, too late is not", async () => {
    const one = consumer(1);
    const [late, tooLate] = [one.join(1, NOW + 5_000), one.join(1, NOW + 5_000)];
    await setImmediate();
    clock.advance(5_000);
    await late?.take();
    clock.advance(1);
    await expect(tooLate?.take()).rejects.toThrow(OutOfTime);
  });

  test("that cannot be kept leaves nothing to give back", async () => {
    await consumer(1)
      .join(6, NOW + 5_000)
      .leave();
    expect(returns).toEqual([]);
  });

  test("is the earliest of those that reserve together; where there is no time for all, each reserves by itself", async () => {
    const one = consumer(1);
    const deadlines = [NOW + MINUTE, NOW + 2_999, NOW + MINUTE];
    const turns = deadlines.map((deadline, place) => one.join(place === 0 ? 2 : 1, deadline).take());
    const ends = await clock.drive(Promise.allSettled(turns));
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(reservations).toEqual([4_000, 2_000, 1_000, 1_000]);
    expect(returns).toEqual([]);
  });
});

describe("Any number of consumers", () => {
  test.each([1, 2, 5, 50])("%d send no faster than one, and as fast", async (consumers) => {
    const many = Array.from({ length: consumers }, () => consumer(100));
    const texts = Array.from({ length: 10 }, (_, index) => 1 + (index % 3));
    const sent: { at: number; parts: number }[] = [];
    const batch = async (one: Pacing) => {
      const joined = texts.map((parts) => ({ parts, turn: one.join(parts, NOW + 10 * MINUTE) }));
      await Promise.all(
        joined.map(async ({ parts, turn }) => {
          await turn.take();
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
    expect(reservations).toHaveLength(100);
  });
});

describe("A quota that is out of reach", () => {
  const broken: Quota = {
    reserve: () => Promise.reject(new TypeError("told by its name alone")),
    giveBack: () => Promise.reject(new TypeError("nothing was reserved")),
  };

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
    await one.join(2, NOW + MINUTE).take();
    await expect(one.join(1, NOW + 11_999).take()).rejects.toThrow(OutOfTime);
    await expect(clock.drive(one.join(1, NOW + 12_000).take())).resolves.toBeUndefined();
  });

  test("has nothing that could be given back", async () => {
    await consumer(1, broken)
      .join(2, NOW + MINUTE)
      .leave();
    expect(logger.lines).toEqual([{ event: "quota not reserved", code: "TypeError" }]);
  });
});
