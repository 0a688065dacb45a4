/** Holds a daily run for which far more reminders are due than usual, until an operator releases it. */

import type { HeldRun } from "../../../contracts/tables/daily-runs";
import { duePartsOf } from "../../../contracts/tables/due-parts";
import { withBoundedConcurrency } from "../concurrency/bounded-concurrency";
import type { Clock } from "../ports";
import { allowedVolume, type DailyCounts, type FloodSettings, recentCounts } from "./usual-volume";

/** Counts what is due. */
export interface DueCounter {
  /**
   * @param reminderDate a day or a part of one
   * @param max it may stop to count once it has more
   */
  count(reminderDate: string, max: number): Promise<number>;
}

/** What is kept of the daily runs. */
export interface RunHistory {
  read(): Promise<RunState>;
  /** Keeps the counts, and nothing of other days. */
  record(counts: DailyCounts): Promise<void>;
  hold(held: HeldRun): Promise<void>;
  /** The run was done: nothing is held any more. */
  clear(): Promise<void>;
}

export interface RunState {
  /** How many reminders were due when each day's run began. */
  readonly counts: DailyCounts;
  readonly held?: HeldRun;
  /** Whether an operator released the held run. */
  readonly isReleased: boolean;
}

export interface RunGuardDependencies {
  readonly dueCounter: DueCounter;
  readonly runHistory: RunHistory;
  readonly floods: FloodSettings;
  readonly clock: Pick<Clock, "now">;
}

/** Lists that are counted at the same time. */
const LISTS_AT_ONCE = 4;

/**
 * Decides whether a daily run may begin. Each day's list is compared by itself, so that a run after an outage, which finds
 * several days of reminders, is not held for it.
 * @param days that the run reads, YYYY-MM-DD, the last of them today
 * @returns the held run; undefined if it may begin
 */
export async function holdFlood(days: readonly string[], deps: RunGuardDependencies): Promise<HeldRun | undefined> {
  const { runHistory, floods, clock } = deps;
  const today = days.at(-1) ?? "";
  if (floods.factor === "off") return undefined;
  const { counts, held, isReleased } = await runHistory.read();
  const allowed = isReleased ? undefined : allowedVolume(counts, today, floods);
  let dueToday = 0;
  for (const day of allowed ? days : [today]) {
    const due = await dueOn(day, allowed?.limit ?? Number.POSITIVE_INFINITY, deps.dueCounter);
    if (day === today) dueToday = due;
    if (allowed && due > allowed.limit) {
      const now = { since: held?.since ?? new Date(clock.now()).toISOString(), day, due, ...allowed };
      await runHistory.hold(now);
      return now;
    }
  }
  // A second run of the day finds less.
  await runHistory.record(recentCounts({ ...counts, [today]: Math.max(dueToday, counts[today] ?? 0) }, today));
  if (held && !isReleased) await runHistory.clear();
  return undefined;
}

/** Counts a day's list and its parts; it stops past the maximum. */
async function dueOn(day: string, max: number, counter: DueCounter): Promise<number> {
  let due = 0;
  const lists = duePartsOf(day);
  await withBoundedConcurrency(lists, LISTS_AT_ONCE, async (list) => {
    if (due > max) return;
    // Others count at the same time: `due += await` would lose what they add.
    const counted = await counter.count(list, max);
    due += counted;
  });
  return due;
}
