import pMap from "p-map";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import type { MetricValues } from "../../contracts/metrics";
import { MAX_REFUSALS_TOLD, type ProducerAnswer, type Refusal } from "../../contracts/producer-event";
import { type BatchDependencies, reportEndings } from "./consume-batch";
import { enqueueBatch, inBatches } from "./enqueue";
import type { Appointments, BatchQueue, DeliveryLog } from "./ports";
import type { Ending } from "./reminder";

export interface ProducerDependencies extends Omit<BatchDependencies, "deadLetters"> {
  readonly appointments: Appointments;
  readonly queue: BatchQueue;
  readonly log: DeliveryLog;
  /** Days back that a scheduled run looks for reminders that were missed. */
  readonly catchUpDays: number;
}

export interface ProducerRun {
  readonly id: string;
  /** ms since 1970: a scheduled run starts no page after it. */
  readonly deadline: number;
}

/** Batches that are on their way to the queue at the same time. */
const CONCURRENT_BATCHES = 5;

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

  answer(): ProducerAnswer {
    const { enqueued, unsent, expired } = this;
    return { enqueued, refused: this.#refused, refusals: this.#refusals, expired, unsent };
  }
}

/**
 * Queues the reminders of a list, some batches at the same time.
 * @param whenSent what to do with each that the queue took. An error of it ends the run once all batches are through.
 */
export async function enqueueAll<T>(
  list: readonly T[],
  appointmentOf: (one: T) => AppointmentMessage,
  tally: Tally,
  { queue, clock }: ProducerDependencies,
  whenSent: (one: T) => Promise<void> = async () => {},
): Promise<void> {
  const enqueue = async (batch: readonly T[]) => {
    const bodies = batch.map((one) => JSON.stringify(appointmentOf(one)));
    const unsent = await enqueueBatch(bodies, queue, clock);
    tally.enqueued += batch.length - unsent.size;
    tally.unsent += unsent.size;
    await Promise.all(batch.filter((_, index) => !unsent.has(index)).map(whenSent));
  };
  await pMap(inBatches(list), enqueue, { concurrency: CONCURRENT_BATCHES, stopOnError: false });
}

/**
 * Tells of a run: events, metrics, one line in the log.
 * @param counts metrics of the run itself
 */
export async function reportRun(
  name: string,
  run: ProducerRun,
  tally: Tally,
  deps: ProducerDependencies,
  counts: MetricValues = {},
): Promise<ProducerAnswer> {
  await reportEndings(run.id, tally.endings, deps, counts);
  const answer = tally.answer();
  const { enqueued, refused, expired, unsent } = answer;
  deps.logger.info(name, { batchId: run.id, enqueued, refused, expired, unsent });
  return answer;
}
