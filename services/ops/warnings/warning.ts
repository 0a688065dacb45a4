/** Warnings about parts of an entry that would be lost, or are probably wrong. */

/** Stable names for scripts. */
export type WarningCode =
  | "UNUSABLE_PHONE"
  | "UNUSABLE_EMAIL"
  | "NO_CONTACT"
  | "CANCELLED"
  | "DECLINED"
  | "EXPIRED"
  | "UNKNOWN_FIELD"
  | "UNSUPPORTED_LANGUAGE"
  | "CLINIC_NOT_CHECKED"
  | "WRONG_ENCODING"
  | "SPREADSHEET_ERROR"
  | "MARKUP"
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
  /** Does not contain the value. */
  readonly problem: string;
  /** The kind that this warning is counted with; its code and field if absent. */
  readonly kind?: string;
}
