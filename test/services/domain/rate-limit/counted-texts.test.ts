/** The limiter counts the texts of each day, and holds those of a day that has had far more than usual. */
import { feedGuard } from "../../../../services/domain/floods/feed-guard";
import type { RateBudget, Reservation } from "../../../../services/domain/rate-limit/rate-limit";
import { rateBudgetInMemory, rateLimiter } from "../../../../services/domain/rate-limit/rate-limiter";
import { OutOfTime, SendingStopped } from "../../../../services/domain/retry/failure";
import { CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { NOW } from "../../../support/data/records";
import { FakeLogger } from "../../../support/fakes/fake-reports";
import { FrozenClock } from "../../../support/fakes/frozen-clock";

const MINUTE = 60_000;
const TODAY = "2026-12-01";
const TOMORROW = "2026-12-02";
/** With a factor of 3, up to 12 texts may go out. */
const USUAL = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [`2026-11-2${day}`, day === 3 ? 4 : 1]));

let clock: FrozenClock;
let logger: FakeLogger;
let volume: { counts: Record<string, number>; released?: string };
let budget: RateBudget;
/** The calls of the budget. */
let calls: string[];
beforeEach(() => {
  clock = new FrozenClock(NOW);
  logger = new FakeLogger();
  volume = { counts: { ...USUAL } };
  calls = [];
  budget = recorded(rateBudgetInMemory(clock, volume));
});

function recorded(inner: RateBudget): RateBudget {
  const call = <A extends unknown[], R>(name: string, made: (...args: A) => R) => {
    return (...args: A) => {
      calls.push(name);
      return made(...args);
    };
  };
  return {
    reserve: call("reserve", inner.reserve),
    release: call("release", inner.release),
    volume: call("look", inner.volume),
  };
}

function consumer(of: RateBudget = budget) {
  const guard = feedGuard({ factor: 3, minimum: 1 }, CLINIC_TIME_ZONE, clock);
  const settings = { partsPerSecond: 1_000, textsPerSecond: 1_000, consumers: 2 };
  return rateLimiter(settings, { budget: of, clock, logger, feedGuard: guard });
}

type Consumer = ReturnType<typeof consumer>;
const batch = (of: Consumer, texts: number): Reservation[] =>
  Array.from({ length: texts }, () => of.reserve(1, clock.now() + MINUTE));

/** Sends a text as the consumer does. */
async function send(reservation: Reservation): Promise<string> {
  try {
    await reservation.wait();
    reservation.sent();
    return "sent";
  } catch (error) {
    return error instanceof SendingStopped ? error.code : "failed";
  } finally {
    await reservation.cancel();
  }
}

async function sendBatch(of: Consumer, texts: number): Promise<Record<string, number>> {
  const results = await clock.drive(Promise.all(batch(of, texts).map(send)));
  const count = (result: string) => results.filter((one) => one === result).length;
  return { sent: count("sent"), held: count("FEED_FLOOD_HELD") };
}

describe("A text counts", () => {
  test("once, by the call that reserves its time", async () => {
    await sendBatch(consumer(), 10);
    expect([volume.counts[TODAY], calls]).toEqual([10, ["reserve"]]);
  });

  test("once, if it reserves again because the carrier throttled it", async () => {
    const [text] = batch(consumer(), 1);
    await text?.wait();
    await clock.drive(text?.wait() ?? Promise.resolve());
    text?.sent();
    await text?.cancel();
    expect([volume.counts[TODAY], calls]).toEqual([1, ["reserve", "reserve"]]);
  });

  test("not, if it needs no time: the call that releases it says so", async () => {
    const [canceled, ...others] = batch(consumer(), 3);
    await Promise.all([canceled?.cancel(), clock.drive(Promise.all(others.map(send)))]);
    expect([volume.counts[TODAY], calls]).toEqual([2, ["reserve", "release"]]);
  });

  test("not, if the carrier did not accept it: the last one of a batch says so for all", async () => {
    const texts = batch(consumer(), 3);
    await clock.drive(Promise.all(texts.map((text) => text.wait())));
    texts[0]?.sent();
    await Promise.all(texts.map((text) => text.cancel()));
    await texts[1]?.cancel();
    expect([volume.counts[TODAY], calls]).toEqual([1, ["reserve", "release"]]);
  });

  test("not, if there was no time for it, and once if it found time by itself", async () => {
    const one = consumer();
    const late = one.reserve(1_000, NOW + 500);
    const early = one.reserve(1, NOW + MINUTE);
    const ends = await clock.drive(Promise.allSettled([late.wait(), early.wait()]));
    expect(ends).toEqual([
      { status: "rejected", reason: expect.any(OutOfTime) },
      expect.objectContaining({ status: "fulfilled" }),
    ]);
    await late.cancel();
    expect(volume.counts[TODAY]).toBe(1);
    await early.cancel();
    expect(volume.counts[TODAY]).toBe(0);
  });

  test("for the day on which it reserved, in the deployment's zone", async () => {
    clock.advance(Date.parse("2026-12-02T04:59:59.999Z") - NOW);
    const [text] = batch(consumer(), 1);
    await text?.wait();
    clock.advance(1);
    await sendBatch(consumer(), 1);
    expect(volume.counts).toMatchObject({ [TODAY]: 1, [TOMORROW]: 1 });
    await text?.cancel();
    expect(volume.counts).toMatchObject({ [TODAY]: 0, [TOMORROW]: 1 });
  });

  test("not where there is no guard: acknowledgements of answers are neither counted nor held", async () => {
    volume.counts[TODAY] = 1_000;
    const settings = { partsPerSecond: 10, textsPerSecond: 10, consumers: 2 };
    expect(await sendBatch(rateLimiter(settings, { budget, clock, logger }), 3)).toEqual({ sent: 3, held: 0 });
    expect(volume.counts[TODAY]).toBe(1_000);
  });
});

describe("The texts of a day", () => {
  test("go out up to the limit, to the text; what is held does not count, and costs one call to release", async () => {
    const one = consumer();
    expect(await sendBatch(one, 10)).toEqual({ sent: 10, held: 0 });
    calls = [];
    expect(await sendBatch(one, 10)).toEqual({ sent: 2, held: 8 });
    expect([volume.counts[TODAY], calls]).toEqual([12, ["reserve", "release"]]);
  });

  test("take none of the account's rate while they are held: a batch only looks", async () => {
    const one = consumer();
    await sendBatch(one, 13);
    calls = [];
    expect(await sendBatch(one, 10)).toEqual({ sent: 0, held: 10 });
    expect([volume.counts[TODAY], calls]).toEqual([12, ["look"]]);
    expect((await budget.reserve(1, NOW + MINUTE))?.start).toBeLessThan(NOW + 13);
  });

  test("go on at the first batch after an operator has released them", async () => {
    const one = consumer();
    await sendBatch(one, 13);
    volume.released = TODAY;
    expect(await sendBatch(one, 100)).toEqual({ sent: 100, held: 0 });
    expect(volume.counts[TODAY]).toBe(112);
  });

  test("are held again on the day after, but what was released is usual by then", async () => {
    const one = consumer();
    volume.released = TODAY;
    await sendBatch(one, 20);
    clock.advance(24 * 3_600_000);
    expect(await sendBatch(one, 61)).toEqual({ sent: 60, held: 1 });
  });

  test("are not held before seven days are known", async () => {
    delete volume.counts["2026-11-21"];
    expect(await sendBatch(consumer(), 100)).toEqual({ sent: 100, held: 0 });
  });

  test("are held over any number of consumers: together they send no more than the limit", async () => {
    const all = Array.from({ length: 5 }, () => consumer());
    const sent = await clock.drive(
      Promise.all(all.map(async (one) => Promise.all(batch(one, 10).map(send)))).then((results) =>
        results.flat().filter((result) => result === "sent"),
      ),
    );
    expect(sent.length).toBeLessThanOrEqual(12);
    expect(volume.counts[TODAY]).toBe(sent.length);
  });

  test("are held where each reserves by itself for want of time, and the time is released", async () => {
    volume.counts[TODAY] = 11;
    const one = consumer();
    const late = one.reserve(1_000, NOW + 500);
    const [first, second] = batch(one, 2);
    const results = await clock.drive(Promise.all([late, first, second].map((text) => text && send(text))));
    expect(results).toEqual(["failed", "sent", "FEED_FLOOD_HELD"]);
    expect(volume.counts[TODAY]).toBe(12);
    expect((await budget.reserve(1, NOW + MINUTE))?.start).toBeLessThanOrEqual(NOW + 1);
  });

  test("go on if the budget cannot be reached, and if only a look fails", async () => {
    const one = consumer({ ...budget, volume: () => Promise.reject(new TypeError("logged by its name alone")) });
    expect(await sendBatch(one, 13)).toEqual({ sent: 12, held: 1 });
    expect(await sendBatch(one, 2)).toEqual({ sent: 2, held: 0 });
    expect(logger.lines).toEqual([{ event: "rate not reserved", code: "TypeError" }]);
  });
});

test("a factor of off switches the guard off", () => {
  expect(feedGuard({ factor: "off", minimum: 1 }, CLINIC_TIME_ZONE, clock)).toBeUndefined();
});
