import { systemClock } from "../../adapters/system-clock";
import { rateBudgetInMemory } from "../../domain/rate-limit/rate-limiter";
import type { Terminal } from "../output/terminal";

/**
 * Spaces messages evenly.
 * @param rate messages a second
 */
export function throttleTo(rate: number, terminal: Terminal): () => Promise<void> {
  const interrupted = aborted(terminal.interrupted);
  const sleep = (ms: number) => Promise.race([systemClock.sleep(ms), interrupted]);
  const budget = rateBudgetInMemory(systemClock);
  return async () => {
    const { start = 0 } = (await budget.reserve(1_000 / rate, Number.POSITIVE_INFINITY)) ?? {};
    if (start > systemClock.now()) await sleep(start - systemClock.now());
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
