/** What the producer function takes and answers. */

/** The `source` in the daily schedule's event. */
export const SCHEDULE_SOURCE = "daily-notification-trigger";

export type ProducerEvent = ScheduledRunEvent | OnDemandRunEvent;

/** The schedule's event: read what is due from the appointments table. */
export interface ScheduledRunEvent {
  readonly source: typeof SCHEDULE_SOURCE;
}

/** An on-demand run over the given list; every entry is an appointment message. */
export interface OnDemandRunEvent {
  readonly appointments: readonly unknown[];
}

/** An appointment that was not queued, and why. */
export interface Refusal {
  /** The place in the given list; absent in a scheduled run. */
  readonly index?: number;
  /** The appointment of the table, by its whole key; absent in an on-demand run. */
  readonly appointmentId?: string;
  readonly patientId?: string;
  /** `""` for the entry as a whole. */
  readonly field: string;
  /** What the field takes; never its value. */
  readonly problem: string;
}

export interface ProducerResponse {
  readonly enqueued: number;
  /** How many were refused; {@link refusals} tells of the first {@link MAX_REPORTED_REFUSALS}. */
  readonly refused: number;
  readonly refusals: readonly Refusal[];
  /** Scheduled run: due, but the appointment was over; recorded as `EXPIRED`. */
  readonly expired: number;
  /** The queue did not take them: still due (scheduled run), or to be sent again by the caller (on-demand run). */
  readonly unsent: number;
}

export const MAX_REPORTED_REFUSALS = 100;
