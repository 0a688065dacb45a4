import { OutOfTime, ProviderError } from "./failure";
import { type RetryDependencies, retryWhile } from "./retry";

/**
 * Calls a provider, and retries while it responds that its quota is used up.
 * @param deadline ms since 1970
 * @throws OutOfTime if the next wait would exceed the deadline
 * @throws ProviderError of any other class
 */
export async function retryWhileThrottled<T>(
  call: () => Promise<T>,
  deadline: number,
  deps: RetryDependencies,
): Promise<T> {
  try {
    return await retryWhile(call, isThrottled, deadline, deps);
  } catch (error) {
    throw isThrottled(error) ? new OutOfTime() : error;
  }
}

function isThrottled(error: unknown): boolean {
  return error instanceof ProviderError && error.failure === "throttled";
}
