import type { HistoryLine } from "../../../contracts/delivery-log";

/** Whether a line was written for a receipt: it names a message, and is not the carrier's acceptance. */
export function isReceiptLine({ status, messageId }: HistoryLine): boolean {
  return messageId !== undefined && status !== "SMS_SENT" && status !== "EMAIL_SENT";
}
