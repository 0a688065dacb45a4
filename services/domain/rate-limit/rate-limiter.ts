import type { TextVolume } from "../../../contracts/tables/sms-rate-limit";
import type { Clock } from "../ports";
import type { ConsumerState, LimiterDependencies } from "./limiter-dependencies";
import type { RateBudget, RateLimiter } from "./rate-limit";
import { type Share, SharedSlot } from "./shared-slot";

export interface RateLimiterSettings {
  /** Message parts of the whole account; more than 0. */
  readonly partsPerSecond: number;
  /** Texts of the whole account, however short; more than 0. */
  readonly textsPerSecond: number;
  /** Consumers that run at the same time at most. */
  readonly consumers: number;
}

/**
 * Spaces message parts evenly over all consumers that share a budget. Texts that reserve in the same moment, those of a
 * batch, share one time slot and use it in the order in which they are ready. What they do not need is released.
 *
 * With a guard against floods, each text counts for its day, however often it reserves, if the carrier accepts it. A text
 * of a day that has had too many is held.
 *
 * If the budget cannot be reached, the consumer keeps to its even share of the rate by itself: reminders go on.
 */
export function rateLimiter(settings: RateLimiterSettings, deps: LimiterDependencies): RateLimiter {
  const consumer: ConsumerState = {
    own: rateBudgetInMemory(deps.clock),
    consumers: settings.consumers,
    volume: undefined,
  };
  let open: SharedSlot | undefined;

  const share = (parts: number, deadline: number, isNew: boolean): Share => {
    open ??= openSlot();
    return open.add(spanOf(parts, settings), deadline, isNew);
  };

  const openSlot = () => {
    const closed = Promise.resolve().then(() => {
      open = undefined;
    });
    return new SharedSlot(closed, deps, consumer);
  };

  return {
    reserve(parts, deadline) {
      const first = share(parts, deadline, true);
      let reserved: Share | undefined = first;
      return {
        wait() {
          const used = reserved ?? share(parts, deadline, false);
          reserved = undefined;
          return used.wait();
        },
        sent() {
          void first.end(true);
        },
        async cancel() {
          reserved = undefined;
          await first.end(false);
        },
      };
    },
  };
}

/** ms of the account's rate that a text takes. */
function spanOf(parts: number, { partsPerSecond, textsPerSecond }: RateLimiterSettings): number {
  return 1_000 * Math.max(parts / partsPerSecond, 1 / textsPerSecond);
}

/** The budget of a single process. */
export function rateBudgetInMemory(
  clock: Pick<Clock, "now">,
  volume: TextVolume & { readonly counts: Record<string, number> } = { counts: {} },
): RateBudget {
  let nextFree = 0;
  const { counts } = volume;
  const seen = (): TextVolume => ({ ...volume, counts: { ...counts } });
  return {
    async reserve(span, latest, counted) {
      const start = Math.max(clock.now(), nextFree);
      if (start > latest) return undefined;
      nextFree = start + span;
      if (counted) counts[counted.day] = (counts[counted.day] ?? 0) + counted.texts;
      return { start, end: nextFree, volume: seen() };
    },
    async release({ end }, span, uncounted) {
      if (nextFree === end) nextFree -= span;
      if (uncounted) counts[uncounted.day] = (counts[uncounted.day] ?? 0) - uncounted.texts;
    },
    async volume() {
      return seen();
    },
  };
}
