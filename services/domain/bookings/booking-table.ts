/** The appointments table and the delivery log, as the consumer of bookings uses them. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { NotificationKey } from "../notification/notification";
import { MARKS, type Stored } from "../stored-appointment/stored-appointment";

/** The key of an item. */
export interface BookingKey {
  readonly appointmentId: string;
  readonly patientId: string;
}

export interface BookingTable {
  /** @returns the item as it was last written; undefined if there is none */
  read(key: BookingKey): Promise<Stored | undefined>;
  /**
   * Writes an item if what it was decided by is still as it was read.
   * @param before as it was read; undefined if there was none
   * @returns false if it was changed in the meantime: nothing was written
   */
  write(key: BookingKey, before: Stored | undefined, item: Stored): Promise<boolean>;
}

export interface ReminderLog {
  /** @returns the item as it was last written; undefined if there is none */
  read(key: NotificationKey): Promise<DeliveryLogItem | undefined>;
}

/** The attributes by which a booking is decided: {@link BookingTable.write} compares them. */
export const DECISIVE = [
  "version",
  "versionKind",
  "status",
  "appointmentTime",
  "timeZone",
  "clinicId",
  "revision",
  "reminderPlan",
  "reminderDate",
  "reminderStep",
  ...MARKS,
] as const;
