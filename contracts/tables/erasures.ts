/**
 * What is left of what an operator has erased, so that nothing brings it back: ids, versions and times. It is kept until no
 * older message can be anywhere.
 */
import { APPOINTMENTS_TABLE } from "./appointments-table";

/** Days for which it is kept after the erasure or, if that is later, the appointment: longer than all queues keep a message. */
export const ERASED_KEPT_DAYS = 90;

/** What begins the `appointmentId` of the item of an erased patient in the appointments table; the patient's id follows. */
export const ERASED_PREFIX = "#erased:";

/** What begins the key of the item of an erased patient's phone in the table of answers; its digest follows. */
export const ERASED_PHONE_PREFIX = "#erased:";

/** Says when an item's data were erased, in ms since 1970 (N). An appointment's item that has it has no others but its version. */
export const ERASED_AT = "erasedAt";

/** The key of a clinic in {@link ErasedPatient}, for all clinics. */
export const ALL_CLINICS = "*";

/** `reminderDate` of the items of erased patients: by it, the index of what is due lists them, and no run reads it. */
export const ERASED_DUE = "#erased";

/** The item of an erased patient in the appointments table. */
export interface ErasedPatient {
  readonly [APPOINTMENTS_TABLE.partitionKey]: `${typeof ERASED_PREFIX}${string}`;
  readonly [APPOINTMENTS_TABLE.sortKey]: string;
  /** When, in ms since 1970, by the clinic's id or {@link ALL_CLINICS}: two clinics may use the same patient ids. */
  readonly erased: Readonly<Record<string, number>>;
  readonly [APPOINTMENTS_TABLE.dueDate]: typeof ERASED_DUE;
  /** ISO 8601, UTC: the latest erasure. */
  readonly [APPOINTMENTS_TABLE.dueSortKey]: string;
  /** Seconds since 1970: when DynamoDB deletes the item. */
  readonly [APPOINTMENTS_TABLE.expiryAttribute]: number;
}

/** The key of the item of an erased patient. */
export function erasedPatientKey(patientId: string) {
  return { appointmentId: `${ERASED_PREFIX}${patientId}`, patientId } as const;
}

/**
 * When DynamoDB deletes what is left, in seconds since 1970.
 * @param latest ms since 1970: the erasure, or the appointment's start
 */
export function erasedUntil(latest: number): number {
  return Math.ceil(latest / 1_000) + ERASED_KEPT_DAYS * 86_400;
}
