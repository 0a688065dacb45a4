import type { Clock, Random } from "../ports";

export interface RetryDependencies {
  readonly clock: Clock;
  readonly random: Random;
}

/** Exponential backoff between these (ms), with jitter, since many wait at the same time. */
const MIN_WAIT = 200;
const MAX_WAIT = 5_000;

/** ms that a hanging call to the log or a queue may take, with all of the SDK's attempts. */
export const MAX_CALL_MS = 10_000;

/**
 * Retries a call while its error may pass and there is time.
 * @param deadline ms since 1970
 * @throws the call's last error, if it is permanent or the next wait would exceed the deadline
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
      const wait = Math.min(MAX_WAIT, MIN_WAIT * 2 ** attempts) * (0.5 + random.fraction() / 2);
      if (!mayPass(error) || clock.now() + wait > deadline) throw error;
      await clock.sleep(wait);
    }
  }
}
