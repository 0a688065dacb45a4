import { METRICS } from "../../../contracts/metrics";
import type { ProducerResponse } from "../../../contracts/producer-event";
import { QUARTER, quarterOf, quarterStart, quartersBetween } from "../../../contracts/tables/quarters";
import { ProducerRunIncomplete, queueDueLists } from "./due-lists";
import { type ProducerDependencies, type ProducerRun, reportRun, Tally } from "./producer-run";

/**
 * Quarters before the last sweep's that are read again: an item that is written while the sweep runs may be missing from
 * the index, which is eventually consistent ("Using Global Secondary Indexes in DynamoDB", DynamoDB Developer Guide), and
 * a writer may need a few attempts.
 */
const LOOK_BACK_QUARTERS = 4;
/** ms: how far the first sweep looks back. */
const FIRST_LOOK_BACK = 24 * 60 * 60_000;
const DAY = 24 * 60 * 60_000;

/**
 * A sweep: queues the reminders of all appointments that are due in a quarter of an hour since the last sweep. Two sweeps
 * at the same time queue a reminder twice at most, as two daily runs would, and the consumer's claim sends one of them.
 * @throws ProducerRunIncomplete after queuing what it could: the next sweep reads the same quarters again
 */
export async function sweep(run: ProducerRun, deps: ProducerDependencies): Promise<ProducerResponse> {
  const tally = new Tally();
  const now = deps.clock.now();
  // 1. Queue what is due in each quarter since the last complete sweep, oldest first.
  const quarters = quartersBetween(await beginning(now, deps), now);
  const { complete, explain } = await queueDueLists(quarters, run, tally, deps);
  // 2. Only then does the next sweep begin here.
  if (complete) await deps.sweepProgress.advance(quarterOf(now));
  // 3. Report.
  const answer = await reportRun("sweep", run, tally, deps, { ...(complete && { [METRICS.sweepRuns]: 1 }) });
  if (!complete) throw new ProducerRunIncomplete(explain(answer));
  return answer;
}

/**
 * Where a sweep begins: after an outage as far back as the daily run looks.
 * @returns ms since 1970
 */
async function beginning(now: number, { sweepProgress, catchUpDays }: ProducerDependencies): Promise<number> {
  const last = quarterStart((await sweepProgress.read()) ?? "");
  if (last === undefined) return now - FIRST_LOOK_BACK;
  // A later time was written by a wrong clock.
  return Math.max(Math.min(last, now) - LOOK_BACK_QUARTERS * QUARTER, now - catchUpDays * DAY);
}
