import type { Clock, Random } from "../ports";

export interface RetryDependencies {
  readonly clock: Clock;
  readonly random: Random;
}

/** The waits grow from the first to the longest (ms), with jitter: many wait at once. */
const FIRST_WAIT = 200;
const LONGEST_WAIT = 5_000;

/** ms that one call to the log or a queue may take that hangs, with all of the SDK's tries. */
export const LONGEST_CALL = 10_000;

/**
 * Calls, and again for as long as what it throws may pass and there is time.
 * @param deadline ms since 1970
 * @throws what the call threw last: it will not pass, or the next wait would pass the deadline
 */
export async function retryWhile<T>(
  call: () => Promise<T>,
  mayPass: (error: unknown) => boolean,
  deadline: number,
  { clock, random }: RetryDependencies,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries) * (0.5 + random.fraction() / 2);
      if (!mayPass(error) || clock.now() + wait > deadline) throw error;
      await clock.sleep(wait);
    }
  }
}
