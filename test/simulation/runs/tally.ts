/** The sums of many runs. */
import type { Cause } from "../checks/check-sends";
import type { RunResult } from "../run";

export interface Tally {
  runs: number;
  messages: number;
  outcomes: number;
  lost: number;
  doubleOutcomes: number;
  /** Texts and emails beyond a patient's first, by cause. */
  readonly secondSends: Record<string, number>;
  /** Notifications by the minutes to their outcome. */
  readonly minutes: Record<string, number>;
  /** By kind. */
  readonly faults: Record<string, number>;
  /** Seeds of the first failing runs. */
  readonly failedSeeds: number[];
  failedRuns: number;
}

const MAX_SEEDS = 5;
const MINUTE = 60_000;

export function emptyTally(): Tally {
  return {
    runs: 0,
    messages: 0,
    outcomes: 0,
    lost: 0,
    doubleOutcomes: 0,
    secondSends: {},
    minutes: {},
    faults: {},
    failedSeeds: [],
    failedRuns: 0,
  };
}

export function addRun(tally: Tally, seed: number, { figures, faults, problems }: RunResult): void {
  tally.runs += 1;
  tally.messages += figures.messages;
  tally.outcomes += figures.outcomes;
  tally.lost += figures.lost;
  tally.doubleOutcomes += figures.doubleOutcomes;
  for (const cause of figures.secondSends) count<Cause>(tally.secondSends, cause);
  for (const time of figures.times) count(tally.minutes, String(Math.ceil(time / MINUTE)));
  for (const { kind } of faults) count(tally.faults, kind);
  if (problems.length === 0) return;
  tally.failedRuns += 1;
  if (tally.failedSeeds.length < MAX_SEEDS) tally.failedSeeds.push(seed);
}

export function addTally(sum: Tally, part: Tally): void {
  sum.runs += part.runs;
  sum.messages += part.messages;
  sum.outcomes += part.outcomes;
  sum.lost += part.lost;
  sum.doubleOutcomes += part.doubleOutcomes;
  sum.failedRuns += part.failedRuns;
  for (const kind of ["secondSends", "minutes", "faults"] as const) {
    for (const [name, number] of Object.entries(part[kind])) count(sum[kind], name, number);
  }
  sum.failedSeeds.push(...part.failedSeeds.slice(0, MAX_SEEDS - sum.failedSeeds.length));
}

function count<Name extends string>(counts: Record<string, number>, name: Name, number = 1): void {
  counts[name] = (counts[name] ?? 0) + number;
}
