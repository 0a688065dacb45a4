/** The events and the response of the producer function. */
import type { HeldRun } from "./tables/daily-runs";

/** The `source` in the daily schedule's event. */
export const SCHEDULE_SOURCE = "daily-notification-trigger";

/** The `source` in the event of the schedule that runs every 15 minutes. */
export const SWEEP_SOURCE = "reminder-sweep";

export type ProducerEvent = ScheduledRunEvent | SweepEvent | OnDemandRunEvent;

/** The daily schedule's event: queue what is due by day in the appointments table. */
export interface ScheduledRunEvent {
  readonly source: typeof SCHEDULE_SOURCE;
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
  /** Daily run: far more was due than usual, and nothing was queued. It waits until an operator releases it. */
  readonly held?: HeldRun;
}

export const MAX_REPORTED_REFUSALS = 100;
