/** The appointments table, as the producer uses it. */

export interface Appointments {
  /** The items with exactly this `reminderDate`, a day or a part of one, page by page. */
  due(reminderDate: string): AsyncIterable<readonly DueAppointment[]>;
  /**
   * Removes an appointment from the due list, unless it was changed in the meantime.
   * @param at ISO 8601, UTC
   * @throws RetryLater if the item is still being written to when the retries end
   */
  markQueued(due: DueAppointment, at: string): Promise<void>;
  markMissed(due: DueAppointment, at: string): Promise<void>;
  markDeclined(due: DueAppointment, at: string): Promise<void>;
}

export interface DueAppointment {
  readonly appointmentId: string;
  readonly patientId: string;
  /** As it is stored: YYYY-MM-DD, or with the part of the day. */
  readonly reminderDate: string;
  /** The whole item, not yet checked against the contract. */
  readonly item: Readonly<Record<string, unknown>>;
}
