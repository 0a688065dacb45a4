/** The events and the response of the producer function. */

/** The `source` in the daily schedule's event. */
export const SCHEDULE_SOURCE = "daily-notification-trigger";

export type ProducerEvent = ScheduledRunEvent | OnDemandRunEvent;

/** The schedule's event: queue what is due in the appointments table. */
export interface ScheduledRunEvent {
  readonly source: typeof SCHEDULE_SOURCE;
}

/** An on-demand run over a list of appointment messages. */
export interface OnDemandRunEvent {
  readonly appointments: readonly unknown[];
}

/** An appointment that was not queued, and why. */
export interface Refusal {
  /** The index in the given list; absent in a scheduled run. */
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
  /** Scheduled run: due, but the appointment was over; recorded as `EXPIRED`. */
  readonly expired: number;
  /** Scheduled run: due, but the patient wants no reminders; recorded as `DECLINED`. */
  readonly declined: number;
  /**
   * The queue did not accept them: they are still due (scheduled run), or the caller sends them again (on-demand run).
   */
  readonly unsent: number;
}

export const MAX_REPORTED_REFUSALS = 100;
