/** An item of the appointments table as it is stored, not yet checked against the contract. */
export type StoredItem = Readonly<Record<string, unknown>>;

/** The appointments table as the consumers read it before they send. */
export interface AppointmentLookup {
  /**
   * An appointment's item, with every change that was stored before the call.
   * @returns undefined if the table does not have it
   * @throws the table's error
   */
  find(appointmentId: string, patientId: string): Promise<StoredItem | undefined>;
}
