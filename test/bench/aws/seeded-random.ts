import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** @returns numbers from 0 up to, but not, 1, the same for the same seed */
export function seededRandom(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => (generator.next() >>> 0) / 2 ** 32;
}
