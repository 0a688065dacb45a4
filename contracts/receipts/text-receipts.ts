/**
 * How the receipts of texts find their notifications: by the index of SNS's message ids, by the context that the carrier
 * returns with each receipt, or not at all, since there are none.
 */
export const TEXT_RECEIPTS = ["index", "context", "off"] as const;
export type TextReceipts = (typeof TEXT_RECEIPTS)[number];
