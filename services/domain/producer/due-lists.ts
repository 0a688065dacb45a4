/** Queues what is due in several due lists: days or quarters, and their parts. Quarters also have texts that waited. */
import type { ProducerResponse } from "../../../contracts/producer-event";
import { type DuePart, duePartsOf } from "../../../contracts/tables/due-parts";
import { inTurns, withBoundedConcurrency } from "../concurrency/bounded-concurrency";
import { errorCode } from "../retry/failure";
import { batchesOf } from "./due-batches";
import { CONCURRENT_BATCHES, type ProducerDependencies, type ProducerRun, type Tally } from "./producer-run";
import { heldBatchesOf, spreadAt } from "./release-held";

/**
 * Due lists that are read in turns, so that the writes that remove reminders go to as many partitions of the index. A new
 * table takes 4,000 writes a second, a partition 1,000 ("DynamoDB on-demand capacity mode" and "Best practices for
 * designing and using partition keys effectively", DynamoDB Developer Guide).
 */
const LISTS_AT_ONCE = 4;

/** A daily run or a sweep that could not queue everything due. The rest stays due for the next one. */
export class ProducerRunIncomplete extends Error {
  override readonly name = "ProducerRunIncomplete";
}

/**
 * @throws ProducerRunIncomplete with the code of the error only, since a service may repeat its input in the message
 */
export async function codeOnly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new ProducerRunIncomplete(`aborted by ${errorCode(error)}`);
  }
}

export interface ListsEnd {
  /** Whether everything due was queued and taken off its list. */
  readonly complete: boolean;
  /** Why not, in counts and codes. */
  readonly explain: (answer: ProducerResponse) => string;
}

/**
 * Queues the reminders of due lists, page by page, so that a few pages are in memory, however many reminders are due. They
 * are queued first and then taken off the list: a crash in between queues a reminder twice, and the consumer's claim sends
 * one of them.
 * @param days days or quarters, oldest first
 * @param parts of each of them: by default all
 */
export async function queueDueLists(
  days: readonly string[],
  run: ProducerRun,
  tally: Tally,
  deps: ProducerDependencies,
  parts?: readonly DuePart[],
): Promise<ListsEnd> {
  const lists = days.flatMap((day) => duePartsOf(day, parts));
  const end = await queuePages(lists, run, tally, deps);
  return {
    complete: end === "complete" && tally.unsent === 0 && tally.stillDue === 0,
    explain: ({ enqueued, unsent }) => {
      const { queueErrors, stillDue } = tally;
      const refused = `${unsent} not accepted${queueErrors && ` (${queueErrors})`}`;
      return [`${enqueued} queued`, refused, ...(stillDue > 0 ? [`${stillDue} still due`] : []), end].join(", ");
    },
  };
}

/** @returns how it ended; an error only by its code, since a service may repeat its input in the message */
async function queuePages(
  lists: readonly string[],
  run: ProducerRun,
  tally: Tally,
  deps: ProducerDependencies,
): Promise<string> {
  const pages = inTurns(lists, LISTS_AT_ONCE, (list) => deps.appointments.due(list));
  const spread = spreadAt(deps.releasedPerSecond);
  let end = "complete";
  const isLate = () => {
    if (deps.clock.now() < run.deadline) return false;
    end = "out of time";
    return true;
  };
  async function* batches() {
    for await (const page of pages) {
      if (isLate()) return;
      for (const batch of [...batchesOf(page, run, tally, deps), ...heldBatchesOf(page, run, tally, spread, deps)]) {
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
