import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { METRICS, type MetricValues } from "../../../contracts/metrics";
import { MAX_REPORTED_REFUSALS, type ProducerResponse, type Refusal } from "../../../contracts/producer-event";
import type { Clinics } from "../clinics/clinics";
import type { RunGuardDependencies } from "../floods/run-guard";
import type { DeliveryLog } from "../notification/delivery-log";
import type { BatchQueue, Clock, Logger, Metrics, OutcomeTopic, Random } from "../ports";
import { emitMetrics } from "../reporting/publish";
import { enqueueBatch } from "../retry/enqueue";
import type { DueHeldTexts } from "../send-window/held-texts";
import type { Appointments, SweepProgress } from "./appointments";
import type { PartRunDependencies } from "./parts/part-runs";

/** What every run needs, on demand or scheduled. */
export interface RunDependencies {
  readonly clinics: Clinics;
  readonly queue: BatchQueue;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** The patients' answers that wait for staff. */
export interface WaitingReplies {
  /** @returns when the oldest one came, ms since 1970; undefined if none waits */
  oldest(): Promise<number | undefined>;
}

/** What a daily run and a sweep need. */
export interface ProducerDependencies extends RunDependencies, RunGuardDependencies, PartRunDependencies {
  readonly clock: Clock;
  readonly appointments: Appointments;
  readonly sweepProgress: SweepProgress;
  /** The texts that wait for their send window. */
  readonly heldTexts: DueHeldTexts;
  /** How many of them are released a second, see `release-held.ts`. */
  readonly releasedPerSecond: number;
  readonly waitingReplies: WaitingReplies;
  readonly log: DeliveryLog;
  readonly topic: OutcomeTopic;
  readonly random: Random;
  /** IANA zone of the clinic. */
  readonly clinicTimeZone: string;
  /** How many days back a run looks for missed reminders. */
  readonly catchUpDays: number;
}

export interface ProducerRun {
  readonly id: string;
  /** ms since 1970: a daily run or a sweep starts no batch after this time. */
  readonly deadline: number;
}

/** Batches that are processed at the same time. More of them would wait for the CPU instead of AWS. */
export const CONCURRENT_BATCHES = 10;

/** Counts of a producer run, in constant memory. */
export class Tally {
  enqueued = 0;
  unsent = 0;
  expired = 0;
  /** Of the expired, those that this run ended. */
  expiredNow = 0;
  declined = 0;
  /** Of the declined, those that this run ended. */
  declinedNow = 0;
  /** Appointments that were queued but could not be removed from the due list: the next run queues them again. */
  stillDue = 0;
  readonly #queueErrors = new Set<string>();
  readonly #refusals: Refusal[] = [];
  #refused = 0;

  refuse(refusal: Refusal): void {
    this.#refused += 1;
    if (this.#refusals.length < MAX_REPORTED_REFUSALS) this.#refusals.push(refusal);
  }

  /** @param codes the queue's error code for each message that it did not accept */
  countUnsent(codes: Iterable<string>): void {
    for (const code of codes) {
      this.unsent += 1;
      this.#queueErrors.add(code);
    }
  }

  /** The queue's error codes, for the log and the run's error; "" if it accepted all messages. */
  get queueErrors(): string {
    return [...this.#queueErrors].sort().join(", ");
  }

  answer(): ProducerResponse {
    const { enqueued, unsent, expired, declined } = this;
    return { enqueued, refused: this.#refused, refusals: this.#refusals, expired, declined, unsent };
  }

  /** Only counts above 0. */
  metrics(): MetricValues {
    return {
      ...(this.declinedNow > 0 && { [METRICS.declined]: this.declinedNow }),
      ...(this.expiredNow > 0 && { [METRICS.expired]: this.expiredNow }),
      ...(this.#refused > 0 && { [METRICS.rejected]: this.#refused }),
    };
  }
}

/**
 * Queues the reminders of one batch.
 * @returns those that the queue accepted
 */
export async function enqueue<T>(
  batch: readonly T[],
  appointmentOf: (one: T) => AppointmentMessage,
  tally: Tally,
  { queue, clock }: RunDependencies,
): Promise<readonly T[]> {
  const messages = batch.map((one) => ({ body: JSON.stringify(appointmentOf(one)) }));
  const unsent = await enqueueBatch(messages, queue, clock);
  tally.enqueued += batch.length - unsent.size;
  tally.countUnsent(unsent.values());
  return batch.filter((_, index) => !unsent.has(index));
}

/**
 * Reports a run: metrics in one call, and one log line.
 * @param counts metrics of the run itself
 */
export async function reportRun(
  name: string,
  run: ProducerRun,
  tally: Tally,
  deps: RunDependencies,
  counts: MetricValues = {},
): Promise<ProducerResponse> {
  await emitMetrics(run.id, { ...tally.metrics(), ...counts }, deps);
  const answer = tally.answer();
  const { enqueued, refused, expired, declined, unsent } = answer;
  deps.logger.info(name, { batchId: run.id, enqueued, refused, expired, declined, unsent });
  if (unsent > 0) {
    deps.logger.error("reminders not queued", { batchId: run.id, count: unsent, code: tally.queueErrors });
  }
  return answer;
}
