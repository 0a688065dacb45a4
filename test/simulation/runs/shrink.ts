/** Reduces a failing run to the faults that make it fail. */
import type { RunOptions, RunResult } from "../run";
import { simulate } from "../simulation";

/**
 * Removes faults as long as the run still fails: first by halves, in the end one by one.
 * @param failed the result of `options`
 * @returns the smallest failing run that was found, and the ordinals of its faults
 */
export async function shrink(options: RunOptions, failed: RunResult): Promise<{ only: number[]; result: RunResult }> {
  let only = failed.faults.map(({ ordinal }) => ordinal);
  let result = failed;
  for (let size = Math.ceil(only.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < only.length; ) {
      const fewer = [...only.slice(0, start), ...only.slice(start + size)];
      const tried = await simulate({ ...options, only: new Set(fewer) });
      if (tried.problems.length === 0) {
        start += size;
        continue;
      }
      result = tried;
      // Faults that did not happen this time are not needed.
      only = tried.faults.map(({ ordinal }) => ordinal);
    }
  }
  return { only, result };
}
