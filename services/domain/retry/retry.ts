import type { Clock, Random } from "../ports";

export interface RetryDependencies {
  readonly clock: Clock;
  readonly random: Random;
}

/** The waits grow from the first to the longest (ms), with jitter: many wait at once. */
const FIRST_WAIT = 200;
const MAX_WAIT = 5_000;

/** ms that one call to the log or a queue may take that hangs, with all of the SDK's attempts. */
export const MAX_CALL_MS = 10_000;

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
  for (let attempts = 0; ; attempts += 1) {
    try {
      return await call();
    } catch (error) {
      const wait = Math.min(MAX_WAIT, FIRST_WAIT * 2 ** attempts) * (0.5 + random.fraction() / 2);
      if (!mayPass(error) || clock.now() + wait > deadline) throw error;
      await clock.sleep(wait);
    }
  }
}
