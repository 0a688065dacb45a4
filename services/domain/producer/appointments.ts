/** The appointments table, as the producer uses it. */
import type { PlannedReminder } from "../plan/next-reminder";

export interface Appointments {
  /** The items with exactly this `reminderDate`, a day, a quarter or a part of one, page by page. */
  due(reminderDate: string): AsyncIterable<readonly DueAppointment[]>;
  /**
   * Removes an appointment from the due list, unless it was changed in the meantime.
   * @param at ISO 8601, UTC
   * @param next the reminder for which it is due next; absent, it is no longer due
   * @throws RetryLater if the item is still being written to when the retries end
   */
  markQueued(due: DueAppointment, at: string, next?: PlannedReminder): Promise<void>;
  markMissed(due: DueAppointment, at: string): Promise<void>;
  markDeclined(due: DueAppointment, at: string): Promise<void>;
  /**
   * Makes an appointment due at another time, unless its `reminderDate` was changed in the meantime.
   * @throws RetryLater as {@link markQueued}
   */
  postpone(due: DueAppointment, reminderDate: string): Promise<void>;
}

/** How far the sweep has come. */
export interface SweepProgress {
  /** The last quarter of which all that was due is queued; undefined before the first sweep. */
  read(): Promise<string | undefined>;
  /**
   * It never goes back: an older sweep that ends later changes nothing. Progress that only a wrong clock can have written
   * is replaced.
   */
  advance(quarter: string): Promise<void>;
}

export interface DueAppointment {
  readonly appointmentId: string;
  readonly patientId: string;
  /** As it is stored: a day, a quarter or a part of one. */
  readonly reminderDate: string;
  /** The whole item, not yet checked against the contract. */
  readonly item: Readonly<Record<string, unknown>>;
}
