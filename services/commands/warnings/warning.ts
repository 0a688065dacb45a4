/** What would be lost of an entry that keeps the contract, or of one that does not. */

/** Stable names for scripts. */
export type WarningCode =
  | "UNUSABLE_PHONE"
  | "UNUSABLE_EMAIL"
  | "NO_CONTACT"
  | "EXPIRED"
  | "UNKNOWN_FIELD"
  | "WRONG_ENCODING"
  | "SPREADSHEET_ERROR"
  | "ROUNDED_ID"
  | "SUSPECT_ID"
  | "MIDNIGHT"
  | "SKIPPED_HOUR"
  | "REPEATED_HOUR"
  | "REPEATED_APPOINTMENT"
  | "TWO_TIMES"
  | "TWO_IDS";

export interface Warning {
  readonly code: WarningCode;
  /** `""` for the entry as a whole. */
  readonly field: string;
  /** Without the value. */
  readonly problem: string;
  /** Names the kind of warnings that this one is counted with; its code and field where absent. */
  readonly kind?: string;
}
