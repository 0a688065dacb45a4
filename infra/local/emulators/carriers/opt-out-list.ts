/** The account's opt-out list: the phones to which no carrier sends a text. */

/** The name of the list that every account has. */
export const DEFAULT_OPT_OUT_LIST = "Default";

export interface OptedOutNumber {
  /** E.164. */
  readonly phoneNumber: string;
  /** ms since 1970. */
  readonly since: number;
  /** Whether the patient opted out by a text. */
  readonly byPatient: boolean;
}

export interface OptOutList {
  readonly name: string;
  has(phoneNumber: string): boolean;
  /** All, or those of the given phones that are on the list, in the order in which they came. */
  numbers(): readonly OptedOutNumber[];
  /** Leaves the entry of a phone that is on the list already. */
  put(phoneNumber: string, byPatient: boolean): OptedOutNumber;
  /** @returns the entry; `unknown` if the phone is not on the list, `too soon` 30 days or less after the last removal */
  delete(phoneNumber: string): OptedOutNumber | "unknown" | "too soon";
  /** Takes a test phone off the list, without any rule. */
  forget(phoneNumber: string): void;
}

/** "Each destination phone number can only be deleted once every 30 days": "DeleteOptedOutNumber", API Reference. */
const BETWEEN_DELETIONS_MS = 30 * 24 * 60 * 60 * 1000;

/** @param now ms since 1970 */
export function createOptOutList(name: string = DEFAULT_OPT_OUT_LIST, now: () => number = Date.now): OptOutList {
  const listed = new Map<string, OptedOutNumber>();
  const deletedAt = new Map<string, number>();
  return {
    name,
    has: (phoneNumber) => listed.has(phoneNumber),
    numbers: () => [...listed.values()],
    put(phoneNumber, byPatient) {
      const known = listed.get(phoneNumber) ?? { phoneNumber, since: now(), byPatient };
      listed.set(phoneNumber, known);
      return known;
    },
    delete(phoneNumber) {
      const known = listed.get(phoneNumber);
      if (!known) return "unknown";
      const last = deletedAt.get(phoneNumber);
      if (last !== undefined && now() - last < BETWEEN_DELETIONS_MS) return "too soon";
      listed.delete(phoneNumber);
      deletedAt.set(phoneNumber, now());
      return known;
    },
    forget(phoneNumber) {
      listed.delete(phoneNumber);
      deletedAt.delete(phoneNumber);
    },
  };
}
