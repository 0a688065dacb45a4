import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** @returns numbers of at least 0 and below 1, the same for the same seed */
export function seededRandom(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  // The first numbers are similar for all small seeds.
  for (let skipped = 0; skipped < 64; skipped += 1) generator.next();
  return () => (generator.next() >>> 0) / 2 ** 32;
}
