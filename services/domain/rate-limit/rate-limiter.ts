import type { Clock, Logger } from "../ports";
import { errorCode, OutOfTime } from "../retry/failure";
import type { RateBudget, RateLimiter, TimeSlot } from "./rate-limit";

/** ms: a smaller rest comes from adding fractions in another order, and is not worth a call. */
const MIN_RELEASE = 0.001;

export interface RateLimiterSettings {
  /** Message parts of the whole account; more than 0. */
  readonly partsPerSecond: number;
  /** Texts of the whole account, however short; more than 0. */
  readonly textsPerSecond: number;
  /** Consumers that run at the same time at most. */
  readonly consumers: number;
}

export interface RateLimiterDependencies {
  readonly budget: RateBudget;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Spaces message parts evenly over all consumers that share a budget. Texts that reserve in the same moment, those of a
 * batch, share one time slot and use it in the order in which they are ready. What they do not need is released.
 *
 * If the budget cannot be reached, the consumer keeps to its even share of the rate by itself: reminders go on.
 */
export function rateLimiter(settings: RateLimiterSettings, deps: RateLimiterDependencies): RateLimiter {
  const own = rateBudgetInMemory(deps.clock);
  let open: SharedSlot | undefined;

  const share = (parts: number, deadline: number): Share => {
    open ??= openSlot();
    return open.add(spanOf(parts, settings), deadline);
  };

  const openSlot = () => {
    const closed = Promise.resolve().then(() => {
      open = undefined;
    });
    return new SharedSlot(closed, deps, own, settings.consumers);
  };

  return {
    reserve(parts, deadline) {
      let reserved: Share | undefined = share(parts, deadline);
      let canceled: Promise<void> | undefined;
      return {
        wait() {
          const used = reserved ?? share(parts, deadline);
          reserved = undefined;
          return used.wait();
        },
        async cancel() {
          canceled ??= reserved?.cancel();
          reserved = undefined;
          await canceled;
        },
      };
    },
  };
}

/** ms of the account's rate that a text takes. */
function spanOf(parts: number, { partsPerSecond, textsPerSecond }: RateLimiterSettings): number {
  return 1_000 * Math.max(parts / partsPerSecond, 1 / textsPerSecond);
}

interface Share {
  wait(): Promise<void>;
  cancel(): Promise<void>;
}

interface Reserved {
  /** Undefined if it would be too late. */
  readonly slot: TimeSlot | undefined;
  /** Each text takes this many times as long as at the whole rate. */
  readonly slowdown: number;
}

/** The time slot of the texts that reserve together. */
class SharedSlot {
  /** ms that all texts take. */
  #span = 0;
  /** ms that the texts which were sent took. */
  #used = 0;
  /** ms since 1970: the earliest deadline of all texts. */
  #deadline = Number.POSITIVE_INFINITY;
  /** Texts that are neither sent nor canceled yet. */
  #undecided = 0;
  readonly #reserved: Promise<Reserved>;

  /** @param closed resolves when no more texts are added */
  constructor(
    closed: Promise<void>,
    private readonly deps: RateLimiterDependencies,
    private readonly own: RateBudget,
    private readonly consumers: number,
  ) {
    this.#reserved = closed.then(() => this.#reserve());
  }

  add(span: number, deadline: number): Share {
    this.#span += span;
    this.#undecided += 1;
    this.#deadline = Math.min(this.#deadline, deadline);
    return {
      wait: () => this.#wait(span, deadline),
      cancel: () => this.#decide(),
    };
  }

  async #reserve(): Promise<Reserved> {
    // The last of them must end in time.
    const from = (budget: RateBudget, slowdown: number) =>
      budget.reserve(this.#span * slowdown, this.#deadline - this.#span * slowdown);
    try {
      return { slot: await from(this.deps.budget, 1), slowdown: 1 };
    } catch (error) {
      this.deps.logger.error("rate not reserved", { code: errorCode(error) });
      return { slot: await from(this.own, this.consumers), slowdown: this.consumers };
    }
  }

  async #wait(span: number, deadline: number): Promise<void> {
    const { slot, slowdown } = await this.#reserved;
    const before = this.#used;
    this.#used += span;
    void this.#decide();
    const start = slot ? slot.start + before * slowdown : await this.#startAlone(span, deadline);
    // A text that is ready after its deadline has no time left for the send itself.
    if (start === undefined || this.deps.clock.now() > deadline) throw new OutOfTime();
    const wait = start - this.deps.clock.now();
    if (wait > 0) await this.deps.clock.sleep(wait);
  }

  /** There is no time for all texts: each reserves alone, and those that find no time are postponed. */
  async #startAlone(span: number, deadline: number): Promise<number | undefined> {
    return (await this.deps.budget.reserve(span, deadline - span).catch(() => undefined))?.start;
  }

  /** The last text to decide releases what is left over. */
  async #decide(): Promise<void> {
    this.#undecided -= 1;
    const left = this.#span - this.#used;
    if (this.#undecided > 0 || left < MIN_RELEASE) return;
    const { slot, slowdown } = await this.#reserved;
    if (!slot || slowdown > 1) return;
    await this.deps.budget.release(slot, left).catch((error) => {
      this.deps.logger.error("rate not released", { code: errorCode(error) });
    });
  }
}

/** The budget of a single process. */
export function rateBudgetInMemory(clock: Pick<Clock, "now">): RateBudget {
  let nextFree = 0;
  return {
    async reserve(span, latest) {
      const start = Math.max(clock.now(), nextFree);
      if (start > latest) return undefined;
      nextFree = start + span;
      return { start, end: nextFree };
    },
    async release({ end }, span) {
      if (nextFree === end) nextFree -= span;
    },
  };
}
