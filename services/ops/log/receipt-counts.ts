/** What receipts say of a day's notifications. */
import { ACCEPTED } from "../../../contracts/delivery-log";
import type { DayEntry } from "../../adapters/dynamodb/digest/dynamo-attention-log";

export interface ReceiptCounts {
  /** A receipt says that the text or the email was delivered. */
  readonly delivered: number;
  readonly undelivered: number;
  /** A carrier accepted it; there is no receipt yet, or never will be. */
  readonly accepted: number;
}

export function countReceipts(entries: readonly DayEntry[]): ReceiptCounts {
  const count = (...states: DayEntry["status"][]) => entries.filter(({ status }) => states.includes(status)).length;
  return {
    delivered: count("SMS_DELIVERED", "EMAIL_DELIVERED"),
    undelivered: count("UNDELIVERED"),
    accepted: count(...ACCEPTED),
  };
}

/** One line; undefined if no carrier accepted any. */
export function receiptsText({ delivered, undelivered, accepted }: ReceiptCounts): string | undefined {
  if (delivered + undelivered + accepted === 0) return undefined;
  const number = (count: number) => count.toLocaleString("en-US");
  return (
    `Receipts: ${number(delivered)} delivered, ${number(undelivered)} undelivered, ` +
    `${number(accepted)} accepted without a receipt so far.`
  );
}
