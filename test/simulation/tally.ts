/** What many runs came to. */
import type { RunResult } from "./simulation";

export interface Tally {
  runs: number;
  messages: number;
  outcomes: number;
  secondSends: number;
  longestMs: number;
  /** By kind. */
  readonly faults: Record<string, number>;
  /** Seeds of the first runs in which something did not hold. */
  readonly failedSeeds: number[];
  failedRuns: number;
}

const MOST_SEEDS = 5;

export function emptyTally(): Tally {
  return {
    runs: 0,
    messages: 0,
    outcomes: 0,
    secondSends: 0,
    longestMs: 0,
    faults: {},
    failedSeeds: [],
    failedRuns: 0,
  };
}

export function addRun(tally: Tally, seed: number, { figures, faults, problems }: RunResult): void {
  tally.runs += 1;
  tally.messages += figures.messages;
  tally.outcomes += figures.outcomes;
  tally.secondSends += figures.secondSends;
  tally.longestMs = Math.max(tally.longestMs, figures.longestMs);
  for (const { kind } of faults) tally.faults[kind] = (tally.faults[kind] ?? 0) + 1;
  if (problems.length === 0) return;
  tally.failedRuns += 1;
  if (tally.failedSeeds.length < MOST_SEEDS) tally.failedSeeds.push(seed);
}

export function addTally(sum: Tally, part: Tally): void {
  sum.runs += part.runs;
  sum.messages += part.messages;
  sum.outcomes += part.outcomes;
  sum.secondSends += part.secondSends;
  sum.longestMs = Math.max(sum.longestMs, part.longestMs);
  sum.failedRuns += part.failedRuns;
  for (const [kind, count] of Object.entries(part.faults)) sum.faults[kind] = (sum.faults[kind] ?? 0) + count;
  sum.failedSeeds.push(...part.failedSeeds.slice(0, MOST_SEEDS - sum.failedSeeds.length));
}
