import { systemRandom } from "../../../../services/adapters/system-random";
import { OutOfTime, ProviderError } from "../../../../services/domain/retry/failure";
import type { RetryDependencies } from "../../../../services/domain/retry/retry";
import { retryWhileThrottled } from "../../../../services/domain/retry/throttling";
import { NOW } from "../../../support/data/records";
import { FrozenClock } from "../../../support/fakes/frozen-clock";

const MINUTE = 60_000;
let clock: FrozenClock;
let deps: RetryDependencies;
beforeEach(() => {
  clock = new FrozenClock(NOW);
  deps = { clock, random: systemRandom };
});

/** A call that fails so often before it answers with the time. */
function failing(times: number, error: Error) {
  const calls: number[] = [];
  const call = async () => {
    calls.push(clock.now());
    if (calls.length <= times) throw error;
    return clock.now();
  };
  return { call, calls };
}

describe("Patience", () => {
  const throttled = new ProviderError("Throttling", false);

  test("waits for a quota until it is available", async () => {
    const { call, calls } = failing(20, throttled);
    const answered = await clock.drive(retryWhileThrottled(call, NOW + 5 * MINUTE, deps));
    expect(calls).toHaveLength(21);
    expect(answered).toBe(calls[20]);
  });

  test("waits longer from time to time, half a turn to a whole one, 5 seconds at most", async () => {
    const { call, calls } = failing(8, throttled);
    await clock.drive(retryWhileThrottled(call, NOW + 5 * MINUTE, deps));
    const waits = calls.slice(1).map((at, index) => at - (calls[index] as number));
    [200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000].forEach((max, index) => {
      expect(waits[index]).toBeGreaterThanOrEqual(max / 2);
      expect(waits[index]).toBeLessThanOrEqual(max);
    });
  });

  test("ends before a wait that would pass the deadline", async () => {
    const { call, calls } = failing(1_000, throttled);
    await expect(clock.drive(retryWhileThrottled(call, NOW + MINUTE, deps))).rejects.toThrow(OutOfTime);
    expect(clock.now()).toBeLessThanOrEqual(NOW + MINUTE);
    expect(calls.length).toBeGreaterThan(10);
  });

  test("makes a wait that ends at the deadline, and none that ends after it", async () => {
    const whole = { clock, random: { uuid: () => "", fraction: () => 1 } };
    const patient = failing(1, throttled);
    await clock.drive(retryWhileThrottled(patient.call, NOW + 200, whole));
    expect(patient.calls).toEqual([NOW, NOW + 200]);
    const tooLate = failing(1, throttled);
    await expect(retryWhileThrottled(tooLate.call, clock.now() + 199, whole)).rejects.toThrow(OutOfTime);
  });

  test("asks once even when the deadline has passed", async () => {
    const { call, calls } = failing(0, throttled);
    await clock.drive(retryWhileThrottled(call, NOW - MINUTE, deps));
    expect(calls).toEqual([NOW]);
  });

  test.each([
    ["a transient error", new ProviderError("InternalError", true)],
    ["a permanent error", new ProviderError("InvalidParameter", false)],
    ["an error of our own", new TypeError("broken")],
  ])("has none with %s", async (_, error) => {
    const { call, calls } = failing(1, error);
    await expect(clock.drive(retryWhileThrottled(call, NOW + MINUTE, deps))).rejects.toBe(error);
    expect(calls).toEqual([NOW]);
  });
});
