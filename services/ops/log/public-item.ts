import type { DeliveryLogItem } from "../../../contracts/delivery-log";

/** An item without names and contacts, and without the attributes that only the pipeline needs. */
export function publicItem(item: DeliveryLogItem) {
  const { doctorName, phoneNumber, email, ...rest } = itemWithData(item);
  return rest;
}

/** An item with names and contacts, without the attributes that only the pipeline needs. */
export function itemWithData(item: DeliveryLogItem) {
  const { batchId, claimId, leaseUntil, queueMessageId, contactDigest, dayPart, ttl, emailAttempts, ...others } = item;
  // The message of an email that may follow a text repeats all that the patient is written.
  const { fallbackMessage, fallbackChannel, laterMessage, smsMessageId, phoneDigest, ...rest } = others;
  return rest;
}
