/** The receipts that the carriers give for an accepted text. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";

type Text = Pick<DeliveryLogItem, "messageId" | "notificationId" | "timestamp" | "claimId" | "phoneNumber">;

const DELIVERED = "Message has been accepted by phone carrier";

/** A line of SNS's delivery log; without a reason for a failure, the text was delivered. */
export function receiptOfSns({ messageId, phoneNumber }: Text, failure?: string): object {
  return {
    notification: { messageId, timestamp: "2026-11-29 10:00:00.000" },
    delivery: {
      destination: phoneNumber,
      priceInUSD: 0.00645,
      providerResponse: failure ?? DELIVERED,
      dwellTimeMs: 599,
    },
    status: failure ? "FAILURE" : "SUCCESS",
  };
}

/** An event of End User Messaging: the text was delivered. */
export function receiptOfEndUserMessaging({ notificationId, timestamp, claimId, messageId }: Text): object {
  return {
    eventType: "TEXT_DELIVERED",
    eventTimestamp: 1_000,
    messageRequestTimestamp: 0,
    isFinal: true,
    messageId,
    context: { notificationId, timestamp: String(timestamp), claimId },
  };
}
