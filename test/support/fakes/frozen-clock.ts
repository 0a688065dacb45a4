import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../../services/domain/ports";

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/** Number of rounds without progress before the work counts as stuck. */
const MAX_IDLE_ROUNDS = 1_000;

/** A clock that stands still until a test advances it. */
export class FrozenClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];

  /** @param now ms since 1970 */
  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ wakeAt: this.#now + ms, wake }));
  }

  /** Advances by `ms` and wakes all sleepers that are due. */
  advance(ms: number): void {
    this.#now += ms;
    const due = this.#sleepers.filter(({ wakeAt }) => wakeAt <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ wakeAt }) => wakeAt > this.#now);
    for (const { wake } of due) wake();
  }

  /** Runs work to its end: whenever everything sleeps, time advances to the next wake-up. */
  async drive<T>(work: Promise<T>): Promise<T> {
    let running = true;
    const end = () => {
      running = false;
    };
    work.then(end, end);
    for (let idle = 0; running; idle += 1) {
      await setImmediate();
      if (!running) break;
      const next = Math.min(...this.#sleepers.map(({ wakeAt }) => wakeAt));
      if (next < Number.POSITIVE_INFINITY) {
        idle = 0;
        this.advance(next - this.#now);
      } else if (idle > MAX_IDLE_ROUNDS) {
        throw new Error("the work waits for something that never happens");
      }
    }
    return work;
  }
}
