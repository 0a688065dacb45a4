/** Whether a message, or an item of the appointments table, is one whose patient's data were erased. */
import { ALL_CLINICS, ERASED_AT } from "../../../contracts/tables/erasures";

type Item = Readonly<Record<string, unknown>>;

/** The code of a message that came later than the erasure of its patient's data. */
export const PATIENT_ERASED = "PATIENT_ERASED";

/** Whether an appointment's item is what an erasure has left of it: it is never booked, nor its patient reminded of it, again. */
export function isErased(item: Item | undefined): boolean {
  return item?.[ERASED_AT] !== undefined;
}

/**
 * Whether the data of a patient of a clinic were erased after a message was sent. What is sent later is new.
 * @param erasedPatient the patient's item, if the table has one: see `contracts/tables/erasures.ts`
 * @param sentAt ms since 1970: when the message first reached SQS
 */
export function isErasedSince(
  erasedPatient: { readonly erased?: unknown } | undefined,
  clinicId: string,
  sentAt: number,
): boolean {
  const erased = Object(erasedPatient?.erased) as Readonly<Record<string, unknown>>;
  return [clinicId, ALL_CLINICS].some((clinic) => Object.hasOwn(erased, clinic) && Number(erased[clinic]) >= sentAt);
}
