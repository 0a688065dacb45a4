/** The appointments table as the producer needs it. */

export interface Appointments {
  /** The items with this very `reminderDate`, a page at a time: a day, or a part of one. */
  due(reminderDate: string): AsyncIterable<readonly DueAppointment[]>;
  /**
   * Takes an appointment off the due list, unless it was changed meanwhile.
   * @param at ISO 8601, UTC
   * @throws RetryLater if others write to this item for as long as the call is repeated
   */
  markQueued(due: DueAppointment, at: string): Promise<void>;
  markMissed(due: DueAppointment, at: string): Promise<void>;
}

export interface DueAppointment {
  readonly appointmentId: string;
  readonly patientId: string;
  /** As it is stored: YYYY-MM-DD, or with the part of the day. */
  readonly reminderDate: string;
  /** The whole item, not yet checked against the contract. */
  readonly item: Readonly<Record<string, unknown>>;
}
