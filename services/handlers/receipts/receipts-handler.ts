import { consumeReceipts, type ReceiptsDependencies } from "../../domain/receipts/consume-receipts";
import { sqsHandler } from "../sqs-handler";

/** The Lambda handler of the receipts queue. Nothing waits in it, so that no time needs to be reserved. */
export function receiptsHandler(deps: ReceiptsDependencies) {
  return sqsHandler((batch) => consumeReceipts(batch, deps), 0, deps.clock);
}
