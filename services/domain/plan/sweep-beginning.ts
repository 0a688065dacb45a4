import { QUARTER, quarterOf, quarterStart } from "../../../contracts/tables/quarters";

/**
 * Quarters before the last sweep's that are read again: an item that is written while the sweep runs may be missing from
 * the index, which is eventually consistent ("Using Global Secondary Indexes in DynamoDB", DynamoDB Developer Guide), and
 * a writer may need a few attempts.
 */
const LOOK_BACK_QUARTERS = 4;
/** ms: how far the first sweep looks back. */
const FIRST_LOOK_BACK = 24 * 60 * 60_000;
const DAY = 24 * 60 * 60_000;
/** ms: progress that lies further ahead was written by a wrong clock, not by a sweep at the same time. */
const FURTHEST_AHEAD = 60 * 60_000;

/**
 * Where a sweep begins: after an outage as far back as the daily run looks.
 * @param sweptTo the quarter up to which earlier sweeps have queued everything
 * @param now ms since 1970
 * @returns ms since 1970
 */
export function sweepFrom(sweptTo: string | undefined, now: number, catchUpDays: number): number {
  const last = quarterStart(sweptTo ?? "");
  if (last === undefined || last > now + FURTHEST_AHEAD) return now - FIRST_LOOK_BACK;
  return Math.max(Math.min(last, now) - LOOK_BACK_QUARTERS * QUARTER, now - catchUpDays * DAY);
}

/**
 * The quarter beyond which stored progress is not believed, and is replaced.
 * @param quarter up to which a sweep has queued everything
 */
export function furthestProgress(quarter: string): string {
  return quarterOf((quarterStart(quarter) ?? 0) + FURTHEST_AHEAD);
}
