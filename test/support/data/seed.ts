/**
 * Where random tests begin. Each run draws another seed, which its failures name. With TEST_SEED, any text, the same
 * tests draw the same: CI gives the content that it checks, so that a second run of one commit says what the first did.
 */
import { createHash, randomInt } from "node:crypto";

/** One more than the greatest seed: `npm run simulate -- --seed` takes nine digits, and other runs count on from here. */
const END = 999_000_000;

/** @returns a whole number above 0 */
export function drawnSeed(): number {
  const text = process.env.TEST_SEED;
  if (!text) return randomInt(1, END);
  return 1 + (createHash("sha256").update(text).digest().readUInt32BE(0) % (END - 1));
}
