/**
 * Why a text or an email was not delivered: our codes for what carriers write in their receipts. Their own texts are not
 * kept, since they may repeat phone numbers and addresses.
 */
export const RECEIPT_CODES = [
  /** The patient has opted out of texts. */
  "OPTED_OUT",
  /** The phone, its carrier or the mail server could not be reached. */
  "UNREACHABLE",
  /** The carrier or the phone blocks this sender or this text. */
  "CARRIER_BLOCKED",
  /** The carrier took the text for spam. */
  "SPAM",
  /** The number is no mobile number, or is not in use. */
  "INVALID_NUMBER",
  /** The text itself was refused. */
  "INVALID_MESSAGE",
  /** It would have cost more than the maximum price. */
  "OVER_MAX_PRICE",
  /** The account's monthly spend limit is reached. */
  "NO_QUOTA",
  /** The account has no number or sender ID for the destination. */
  "NO_ORIGINATION",
  /** The account is in the SMS sandbox. */
  "SANDBOX",
  /** Its time to live ended first. */
  "TTL_EXPIRED",
  /** A protect configuration of the account blocks the destination. */
  "PROTECTED",
  /** The mailbox is full. */
  "MAILBOX_FULL",
  /** There is no such mailbox or domain, or its server refuses it for good. */
  "NO_MAILBOX",
  /** The address is on a suppression list, after an earlier bounce or complaint. */
  "SUPPRESSED",
  /** The mail server or SES refused the email itself. */
  "EMAIL_REJECTED",
  /** The recipient marked the email as spam. */
  "COMPLAINT",
  /** The receipt gives no reason, or one that is not known. */
  "UNKNOWN",
] as const;
export type ReceiptCode = (typeof RECEIPT_CODES)[number];

/** Codes of the account's configuration, not of the patient: every text fails until somebody corrects it. */
export const CONFIGURATION_RECEIPT_CODES: readonly ReceiptCode[] = ["NO_QUOTA", "NO_ORIGINATION", "SANDBOX"];
