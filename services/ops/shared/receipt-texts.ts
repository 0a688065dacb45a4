/** Explains the codes of receipts to operators. */
import type { Channel } from "../../../contracts/delivery-log";
import { RECEIPT_CODES, type ReceiptCode } from "../../../contracts/receipts/receipt-codes";

export interface ReceiptText {
  /** Why it was not delivered, as the end of a sentence. */
  readonly why: string;
  /** The same of an email, if it differs. */
  readonly whyEmail?: string;
  /** What staff or operators can do. */
  readonly remedy: string;
}

const OTHER_NUMBER = "Ask the patient for another number or an email address.";
const OTHER_ADDRESS = "Ask the patient for another email address, or for a phone number.";
const CONFIGURATION = "It concerns every text: see receipt-configuration-alarm in docs/runbook.md.";
const SENDER = "If it is reported of several patients, see undelivered-rate-alarm in docs/runbook.md.";

export const RECEIPT_TEXTS: Readonly<Record<ReceiptCode, ReceiptText>> = {
  OPTED_OUT: {
    why: "the patient has opted out of texts",
    remedy: "Do not text this number. Ask the patient for an email address, or whether texts are wanted again.",
  },
  UNREACHABLE: {
    why: "the phone or its carrier could not be reached",
    whyEmail: "the mail server could not be reached, or refused the email for the time being",
    remedy: "Check the number or address with the patient, or call.",
  },
  CARRIER_BLOCKED: { why: "the carrier or the phone blocks the sender", remedy: `${OTHER_NUMBER} ${SENDER}` },
  SPAM: { why: "the carrier took the text for spam", remedy: `${OTHER_NUMBER} ${SENDER}` },
  INVALID_NUMBER: { why: "the number is no mobile number, or is not in use", remedy: OTHER_NUMBER },
  INVALID_MESSAGE: {
    why: "the carrier refused the text itself",
    remedy: "Check the clinic's texts: `npm run ops -- texts lint`.",
  },
  OVER_MAX_PRICE: {
    why: "the text would have cost more than the maximum price of a text",
    remedy: "Leave the country out of `countries`: its patients get an email instead.",
  },
  NO_QUOTA: { why: "the account's monthly spend limit is reached", remedy: CONFIGURATION },
  NO_ORIGINATION: { why: "the account has no number or sender ID for this destination", remedy: CONFIGURATION },
  SANDBOX: { why: "the account is in the SMS sandbox", remedy: CONFIGURATION },
  TTL_EXPIRED: {
    why: "the phone could not be reached before the text's time to live ended",
    remedy: "Check the number with the patient, or call.",
  },
  PROTECTED: {
    why: "a protect configuration of the account blocks the destination",
    remedy: "Allow the country in the account's protect configuration, or leave it out of `countries`.",
  },
  MAILBOX_FULL: { why: "the mailbox is full", remedy: OTHER_ADDRESS },
  NO_MAILBOX: { why: "there is no such mailbox, or its server refuses it for good", remedy: OTHER_ADDRESS },
  SUPPRESSED: {
    why: "the address is on a suppression list, after an earlier bounce or complaint",
    remedy: `${OTHER_ADDRESS} An address that works again can be taken off SES's suppression list.`,
  },
  EMAIL_REJECTED: { why: "the mail server or SES refused the email itself", remedy: `Call the patient. ${SENDER}` },
  COMPLAINT: {
    why: "the recipient marked the email as spam",
    remedy: "Ask the patient whether emails are wanted. SES may send no more emails to this address.",
  },
  UNKNOWN: {
    why: "the carrier gave no reason, or one that is not known",
    remedy: "Check the number or address with the patient, or call.",
  },
};

export function isReceiptCode(code: string | undefined): code is ReceiptCode {
  return (RECEIPT_CODES as readonly (string | undefined)[]).includes(code);
}

/** Why a text or an email was not delivered, as the end of a sentence. */
export function whyUndelivered(code: ReceiptCode, channel?: Channel): string {
  const { why, whyEmail } = RECEIPT_TEXTS[code];
  return channel === "EMAIL" && whyEmail ? whyEmail : why;
}
