/** What a carrier reports of a text or an email that it had accepted. */
import type { Channel } from "../../../contracts/delivery-log";
import type { ReceiptCode } from "../../../contracts/receipts/receipt-codes";
import type { NotificationKey } from "../notification/notification";

/** The attempt that a carrier names in its receipt, since it was given it with the message. */
export interface ReceiptReference {
  readonly key: NotificationKey;
  readonly claimId: string;
  /** Whether an email can be made of the text's notification. */
  readonly hasFallback: boolean;
}

export interface Receipt {
  readonly channel: Channel;
  /** The provider's id of the text or email. */
  readonly messageId: string;
  /** Absent in the receipts of SNS, which are found by their message id. */
  readonly reference?: ReceiptReference;
  readonly result: ReceiptResult;
}

export type ReceiptResult =
  /** `seconds`: from acceptance to delivery. `code`: the recipient marked the email as spam. */
  | { readonly kind: "delivered"; readonly seconds?: number; readonly code?: "COMPLAINT" }
  /** `forNow`: a mail server refused the email, and might accept it at another time. */
  | { readonly kind: "failed"; readonly code: ReceiptCode; readonly forNow: boolean };

/** What a message of the receipts queue is. */
export type ReadReceipt =
  | { readonly kind: "receipt"; readonly receipt: Receipt }
  /** An event that changes nothing, such as a text that is on its way. */
  | { readonly kind: "ignored" }
  /** `field`: what is wrong, or `""` for the whole; never a value. */
  | { readonly kind: "invalid"; readonly reason: "INVALID_JSON" | "CONTRACT_VIOLATION"; readonly field: string };

export const IGNORED: ReadReceipt = { kind: "ignored" };

export function violates(field: string): ReadReceipt {
  return { kind: "invalid", reason: "CONTRACT_VIOLATION", field };
}

export function delivered(seconds: number | undefined, code?: "COMPLAINT") {
  return { kind: "delivered", ...(seconds !== undefined && { seconds }), ...(code && { code }) } as const;
}

export function failed(code: ReceiptCode, forNow = false) {
  return { kind: "failed", code, forNow } as const;
}
