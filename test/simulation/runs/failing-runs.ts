import type { RunOptions } from "../run";
import { simulate } from "../simulation";

/** The problems of the first failing runs. */
export async function failingRuns(
  options: Omit<RunOptions, "seed">,
  runs: number,
  firstSeed: number,
  max = 3,
): Promise<{ seed: number; problems: readonly string[] }[]> {
  const failed = [];
  const { stackTraceLimit } = Error;
  // Many faults are thrown, and nobody reads their stacks.
  Error.stackTraceLimit = 0;
  for (let seed = firstSeed; seed < firstSeed + runs && failed.length < max; seed += 1) {
    const { problems } = await simulate({ ...options, seed });
    if (problems.length > 0) failed.push({ seed, problems });
  }
  Error.stackTraceLimit = stackTraceLimit;
  return failed;
}
