import { MAX_REFUSALS_TOLD, type ProducerAnswer, type Refusal } from "../../contracts/producer-event";
import type { BatchDependencies } from "./consume-batch";
import { reportEndings } from "./consume-batch";
import type { Appointments, BatchQueue, Clock, DeliveryLog } from "./ports";
import type { Ending } from "./reminder";

export interface ProducerDependencies extends Omit<BatchDependencies, "deadLetters"> {
  readonly appointments: Appointments;
  readonly queue: BatchQueue;
  readonly log: DeliveryLog;
  readonly clock: Clock;
  /** Days back that a scheduled run looks for reminders that were missed. */
  readonly catchUpDays: number;
}

export interface ProducerRun {
  readonly id: string;
  /** ms since 1970: a scheduled run starts no page after it. */
  readonly deadline: number;
}

/** Calls to the queue, and to the table, at the same time. */
export const CONCURRENT_BATCHES = 5;

/** What a run of the producer did. */
export class Tally {
  enqueued = 0;
  unsent = 0;
  expired = 0;
  readonly endings: Ending[] = [];
  readonly #refusals: Refusal[] = [];
  #refused = 0;

  refuse(refusal: Refusal): void {
    this.#refused += 1;
    this.endings.push({ kind: "rejected" });
    if (this.#refusals.length < MAX_REFUSALS_TOLD) this.#refusals.push(refusal);
  }

  /** How a batch fared of which the queue did not take `unsent`. */
  countBatch(size: number, unsent: number): void {
    this.enqueued += size - unsent;
    this.unsent += unsent;
  }

  answer(): ProducerAnswer {
    const { enqueued, unsent, expired } = this;
    return { enqueued, refused: this.#refused, refusals: this.#refusals, expired, unsent };
  }
}

/** Tells of a run: events, metrics, one line in the log. */
export async function reportRun(
  name: string,
  run: ProducerRun,
  tally: Tally,
  deps: ProducerDependencies,
): Promise<ProducerAnswer> {
  await reportEndings(run.id, tally.endings, deps);
  const answer = tally.answer();
  const { enqueued, refused, expired, unsent } = answer;
  deps.logger.info(name, { batchId: run.id, enqueued, refused, expired, unsent });
  return answer;
}
