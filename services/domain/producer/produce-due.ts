import { duePartsOf } from "../../../contracts/appointments-table";
import { METRICS } from "../../../contracts/metrics";
import type { ProducerResponse } from "../../../contracts/producer-event";
import { lastDays } from "../appointment/appointment-time";
import { inTurns, withBoundedConcurrency } from "../concurrency/bounded-concurrency";
import { errorCode } from "../retry/failure";
import { batchesOf } from "./due-batches";
import { CONCURRENT_BATCHES, type ProducerDependencies, type ProducerRun, reportRun, Tally } from "./producer-run";

/**
 * Lists of what is due, days and their parts, that are read in turns: the writes that take reminders off the list go to
 * as many partitions of the index. A new table takes 4,000 writes a second, a partition 1,000 ("DynamoDB on-demand
 * capacity mode" and "Best practices for designing and using partition keys effectively", DynamoDB Developer Guide).
 */
const LISTS_AT_ONCE = 4;

/** A scheduled run that could not queue all that is due. What it left is still due: the next run takes it up. */
export class ProducerRunIncomplete extends Error {
  override readonly name = "ProducerRunIncomplete";
}

/**
 * A scheduled run: queues the reminders of all appointments that are due today, or were missed on the days before and
 * are still ahead. Queued first, then taken off the due list: a crash between the two queues a reminder twice, and the
 * consumer's claim lets one of them pass. It holds some pages at a time, however many are due.
 * @throws ProducerRunIncomplete after doing what it could
 */
export async function produceDue(run: ProducerRun, deps: ProducerDependencies): Promise<ProducerResponse> {
  const tally = new Tally();
  // 1. Every day that may hold something due, the oldest first, page by page.
  const end = await produceDays(run, tally, deps);
  const complete = end === "complete" && tally.unsent === 0 && tally.stillDue === 0;
  // 2. What became of it. A run that found nothing due tells so too: silence means that there was none.
  const answer = await reportRun("scheduled run", run, tally, deps, {
    [METRICS.queued]: tally.enqueued,
    ...(complete && { [METRICS.dailyRuns]: 1 }),
  });
  if (!complete) {
    throw new ProducerRunIncomplete(explain(answer, tally, end));
  }
  return answer;
}

/** Counts and codes only. */
function explain({ enqueued, unsent }: ProducerResponse, { queueErrors, stillDue }: Tally, end: string): string {
  const refused = `${unsent} not taken${queueErrors && ` (${queueErrors})`}`;
  return [`${enqueued} queued`, refused, ...(stillDue > 0 ? [`${stillDue} still due`] : []), end].join(", ");
}

/** @returns how it ended; an error by its code alone, since a service may repeat in its text what it was given */
async function produceDays(run: ProducerRun, tally: Tally, deps: ProducerDependencies): Promise<string> {
  const lists = lastDays(deps.clock.now(), deps.clinicTimeZone, deps.catchUpDays).flatMap(duePartsOf);
  const pages = inTurns(lists, LISTS_AT_ONCE, (list) => deps.appointments.due(list));
  let end = "complete";
  const isLate = () => {
    if (deps.clock.now() < run.deadline) return false;
    end = "out of time";
    return true;
  };
  async function* batches() {
    for await (const page of pages) {
      if (isLate()) return;
      for (const batch of batchesOf(page, run, tally, deps)) {
        if (isLate()) return;
        yield batch;
      }
    }
  }
  try {
    await withBoundedConcurrency(batches(), CONCURRENT_BATCHES, (batch) => batch());
    return end;
  } catch (error) {
    return `broken off by ${errorCode(error)}`;
  }
}
