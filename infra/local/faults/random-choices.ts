import { seededRandom } from "./fault-injection";

/** Random choices that are the same for the same seed. */
export interface RandomChoices {
  /** At least 0, below 1. */
  fraction(): number;
  /** A whole number, at least 0 and below `limit`. */
  below(limit: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** A copy in random order. */
  shuffled<T>(list: readonly T[]): T[];
}

export function randomChoices(seed: number): RandomChoices {
  const fraction = seededRandom(seed);
  const below = (limit: number) => Math.floor(fraction() * limit);
  return {
    fraction,
    below,
    chance: (probability) => fraction() < probability,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
    shuffled: <T>(list: readonly T[]) => {
      const copy = [...list];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
      }
      return copy;
    },
  };
}
