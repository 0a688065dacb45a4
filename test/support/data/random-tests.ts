/**
 * Where random tests begin, and how many runs they make: docs/testing.md. Each run of the tests draws another seed, which its
 * failures name. With TEST_SEED, any text, the same tests draw the same: CI gives the content that it checks, so that a
 * second run of one commit says what the first did.
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

/** Both multiply the runs that a test gives. The suite sets a fraction (jest.config.mjs), the proofs run all. */
export type RunsVariable = "PROPERTY_RUNS" | "SIMULATED_RUNS";

/** @throws if the variable is no number above 0 */
export function factorOf(variable: RunsVariable): number {
  const factor = Number(process.env[variable] ?? 1);
  if (!(factor > 0)) throw new Error(`${variable} must be a number above 0`);
  return factor;
}

/** @returns how many of a test's `runs` to make: at least one */
export const runsOf = (variable: RunsVariable, runs: number): number => Math.ceil(runs * factorOf(variable));
