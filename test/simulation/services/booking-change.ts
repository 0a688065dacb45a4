/** What the simulated booking system changes in the appointments table. */
import type { StoredItem } from "../../../services/domain/lookup/appointment-lookup";

export type ChangeKind = "cancel" | "delete" | "move" | "correct";

/** A change of an appointment in the table. */
export interface BookingChange {
  readonly kind: ChangeKind;
  /** ms since the start. */
  readonly after: number;
  /** It also removes the item from the due list. */
  readonly takesOff: boolean;
  /** The item afterwards; undefined if it is deleted. */
  readonly change: (item: StoredItem) => StoredItem | undefined;
  /** The corrected phone number and address. */
  readonly corrected: readonly string[];
}

/** A change as the table has it. */
export interface StoredChange {
  readonly patientId: string;
  readonly kind: ChangeKind;
  readonly takesOff: boolean;
  /** The start and the revision of the item before. */
  readonly start: number;
  readonly revision: number;
  /** When it was stored, in ms since 1970 by the true clock. */
  readonly at: number;
}
