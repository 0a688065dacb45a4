import type { DeliveryLogItem } from "../../../contracts/delivery-log";

/** What of an item is for those who must not see names and contacts; nor what only the pipeline needs. */
export function publicItem(item: DeliveryLogItem) {
  const { doctorName, phoneNumber, email, ...rest } = itemWithData(item);
  return rest;
}

/** With the patient's data. */
export function itemWithData(item: DeliveryLogItem) {
  const { batchId, claimId, leaseUntil, queueMessageId, contactDigest, dayPart, ttl, emailAttempts, ...told } = item;
  return told;
}
