import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** @returns numbers from 0 up to, but not, 1, the same for the same seed */
export function seededRandom(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  // Its first numbers are much alike for all small seeds.
  for (let skipped = 0; skipped < 64; skipped += 1) generator.next();
  return () => (generator.next() >>> 0) / 2 ** 32;
}
