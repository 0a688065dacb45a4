/** Runs that share a daily run with a mistake. */
import { DUE_PARTS } from "../../../contracts/tables/due-parts";
import type { PartRunDependencies } from "../../../services/domain/producer/parts/part-runs";
import type { Variant } from "./variant";

function sharing(change: (parts: PartRunDependencies) => Partial<PartRunDependencies>): Variant {
  return { changePartRuns: (parts) => ({ ...parts, ...change(parts) }) };
}

export const BROKEN_SHARED_RUNS = {
  "a part of the day that no run reads": sharing(({ partStarter }) => ({
    partStarter: {
      start: (event) => partStarter.start({ ...event, parts: event.parts.slice(0, -1) }),
    },
  })),
  "a run of some parts that counts as the whole daily run": sharing(({ partProgress }) => ({
    partProgress: {
      async partsDone(run, parts) {
        await partProgress.partsDone(run, parts);
        return DUE_PARTS;
      },
    },
  })),
} as const satisfies Readonly<Record<string, Variant>>;
