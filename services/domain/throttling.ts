import { OutOfTime, ProviderError } from "./failure";
import type { Clock, Random, RateLimiter } from "./ports";

export interface ThrottlingDependencies {
  readonly clock: Clock;
  readonly random: Random;
}

/** The longest wait for a provider's quota grows from the first to the second (ms), with jitter: many wait at once. */
const FIRST_WAIT = 200;
const LONGEST_WAIT = 5_000;

/**
 * Calls a provider, and again for as long as it answers that its quota is used up.
 * @param deadline ms since 1970
 * @throws OutOfTime when the next wait would pass the deadline
 * @throws ProviderError of any other class
 */
export async function retryWhileThrottled<T>(
  call: () => Promise<T>,
  deadline: number,
  { clock, random }: ThrottlingDependencies,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ProviderError) || error.failure !== "throttled") throw error;
      const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries) * (0.5 + random.fraction() / 2);
      if (clock.now() + wait > deadline) throw new OutOfTime();
      await clock.sleep(wait);
    }
  }
}

/**
 * A rate limiter that spaces message parts evenly.
 * @param partsPerSecond more than 0
 */
export function rateLimiter(partsPerSecond: number, clock: Clock): RateLimiter {
  let nextTurn = 0;
  return {
    async acquire(parts, deadline) {
      const turn = Math.max(clock.now(), nextTurn);
      if (turn > deadline) throw new OutOfTime();
      nextTurn = turn + (parts * 1_000) / partsPerSecond;
      if (turn > clock.now()) await clock.sleep(turn - clock.now());
    },
  };
}
