/** The events and the response of the producer function. */

import type { HeldRun } from "./tables/daily-runs";
import type { DuePart } from "./tables/due-parts";

/** The `source` in the daily schedule's event. */
export const SCHEDULE_SOURCE = "daily-notification-trigger";

/** The `source` in the event of the schedule that runs every 15 minutes. */
export const SWEEP_SOURCE = "reminder-sweep";

/** The `source` in the event with which a daily run starts the run of some parts of its days. */
export const PART_SOURCE = "daily-run-part";

export type ProducerEvent = ScheduledRunEvent | PartRunEvent | SweepEvent | OnDemandRunEvent;

/** The daily schedule's event: queue what is due by day in the appointments table. */
export interface ScheduledRunEvent {
  readonly source: typeof SCHEDULE_SOURCE;
}

/** Queue what is due by day in some parts of each day: a share of a daily run, which has decided that it may begin. */
export interface PartRunEvent {
  readonly source: typeof PART_SOURCE;
  /** The id of the daily run. */
  readonly run: string;
  /** The days that the daily run reads, YYYY-MM-DD, oldest first: this run may begin on another day. */
  readonly days: readonly string[];
  /** At least one. */
  readonly parts: readonly DuePart[];
}

/** Queue what is due by a quarter of an hour in the appointments table. */
export interface SweepEvent {
  readonly source: typeof SWEEP_SOURCE;
}

/** An on-demand run over a list of appointment messages. */
export interface OnDemandRunEvent {
  readonly appointments: readonly unknown[];
}

/** An appointment that was not queued, and why. */
export interface Refusal {
  /** The index in the given list; absent in a daily run and a sweep. */
  readonly index?: number;
  /** The appointment's key in the table; absent in an on-demand run. */
  readonly appointmentId?: string;
  readonly patientId?: string;
  /** `""` for the entry as a whole. */
  readonly field: string;
  /** What the field must be; never its value. */
  readonly problem: string;
}

export interface ProducerResponse {
  readonly enqueued: number;
  /** The number of refused appointments; {@link refusals} has the first {@link MAX_REPORTED_REFUSALS}. */
  readonly refused: number;
  readonly refusals: readonly Refusal[];
  /** Daily run and sweep: due, but the appointment was over; recorded as `EXPIRED`. */
  readonly expired: number;
  /** Daily run and sweep: due, but the patient wants no reminders; recorded as `DECLINED`. */
  readonly declined: number;
  /**
   * The queue did not accept them: they are still due (daily run and sweep), or the caller sends them again (on-demand run).
   */
  readonly unsent: number;
  /** Daily run: it has started so many runs, which queue what is due, each its parts of the days. */
  readonly started?: number;
  /** Daily run: far more was due than usual, and nothing was queued. It waits until an operator releases it. */
  readonly held?: HeldRun;
}

export const MAX_REPORTED_REFUSALS = 100;
