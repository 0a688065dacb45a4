import { METRICS } from "../../../contracts/metrics";
import type { ProducerResponse } from "../../../contracts/producer-event";
import { duePartsOf } from "../../../contracts/tables/appointments-table";
import { lastDays } from "../appointment/appointment-time";
import { inTurns, withBoundedConcurrency } from "../concurrency/bounded-concurrency";
import { errorCode } from "../retry/failure";
import { batchesOf } from "./due-batches";
import { CONCURRENT_BATCHES, type ProducerDependencies, type ProducerRun, reportRun, Tally } from "./producer-run";

/**
 * Due lists (days and their parts) that are read in turns, so that the writes that remove reminders go to as many
 * partitions of the index. A new table takes 4,000 writes a second, a partition 1,000 ("DynamoDB on-demand capacity
 * mode" and "Best practices for designing and using partition keys effectively", DynamoDB Developer Guide).
 */
const LISTS_AT_ONCE = 4;

/** A scheduled run that could not queue everything due. The rest stays due for the next run. */
export class ProducerRunIncomplete extends Error {
  override readonly name = "ProducerRunIncomplete";
}

/**
 * A scheduled run: queues the reminders of all appointments that are due today, or were missed on previous days and are
 * still in the future. Reminders are queued first and then removed from the due list: a crash in between queues a
 * reminder twice, and the consumer's claim sends one of them. It holds a few pages in memory, however many reminders
 * are due.
 * @throws ProducerRunIncomplete after queuing what it could
 */
export async function produceDue(run: ProducerRun, deps: ProducerDependencies): Promise<ProducerResponse> {
  const tally = new Tally();
  // 1. Queue what is due on each day, oldest day first, page by page.
  const end = await produceDays(run, tally, deps);
  const complete = end === "complete" && tally.unsent === 0 && tally.stillDue === 0;
  // 2. Report. A run that found nothing due reports 0: a missing value means that there was no run.
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
  const refused = `${unsent} not accepted${queueErrors && ` (${queueErrors})`}`;
  return [`${enqueued} queued`, refused, ...(stillDue > 0 ? [`${stillDue} still due`] : []), end].join(", ");
}

/** @returns how it ended; an error only by its code, since a service may repeat its input in the message */
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
    return `aborted by ${errorCode(error)}`;
  }
}
