/**
 * How the receipts of texts find their notifications: by the index of SNS's message ids, by the context that the carrier
 * returns with each receipt, or not at all, since there are none.
 */
export const TEXT_RECEIPTS = ["index", "context", "off"] as const;
export type TextReceipts = (typeof TEXT_RECEIPTS)[number];

/** What a text of no notification has in End User Messaging's context: its receipts are ignored. */
export const CONTEXT_PURPOSE = "purpose";
export const ACKNOWLEDGEMENT = "acknowledgement";
