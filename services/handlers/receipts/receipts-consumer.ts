import { receiptsDependencies } from "./receipts-dependencies";
import { receiptsHandler } from "./receipts-handler";

/** Processes the receipts queue. */
export const handler = receiptsHandler(receiptsDependencies());
