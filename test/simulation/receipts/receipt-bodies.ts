/** Receipts as the carriers write them. */
import type { SendReference } from "../../../services/domain/delivery/carriers";
import { ACCOUNT } from "../../support/worlds/pipeline-world";
import type { Said } from "./fates";

/** How the receipts of texts find their notifications. */
export type Manner = "index" | "context";

/** A line of the delivery status logs of SNS. */
export function snsLine(messageId: string, said: Said): string {
  const isDelivered = said === "delivered";
  return JSON.stringify({
    notification: { messageId, timestamp: "2026-12-01 15:00:00.000" },
    delivery: {
      dwellTimeMs: 600,
      providerResponse: isDelivered
        ? "Message has been accepted by phone carrier"
        : "Phone is currently unreachable/unavailable",
    },
    status: isDelivered ? "SUCCESS" : "FAILURE",
  });
}

/** An event of End User Messaging. */
export function messagingEvent(messageId: string, said: Said | "queued", context: object | undefined): string {
  const eventType = said === "queued" ? "TEXT_QUEUED" : said === "delivered" ? "TEXT_DELIVERED" : "TEXT_UNREACHABLE";
  const times = { messageRequestTimestamp: 1_796_137_200_000, eventTimestamp: 1_796_137_201_000 };
  return JSON.stringify({ eventType, messageId, isFinal: said !== "queued", ...times, ...(context && { context }) });
}

/** As End User Messaging and SES return what was given to them with the message. */
export function contextOf({ notificationId, timestamp, claimId, fallback }: SendReference): Record<string, string> {
  return { notificationId, timestamp: String(timestamp), claimId, ...(fallback && { fallback: "EMAIL" }) };
}

const SES_EVENTS: Readonly<Record<Exclude<Said, "failed">, object>> = {
  delivered: { eventType: "Delivery", delivery: { processingTimeMillis: 900 } },
  bounced: { eventType: "Bounce", bounce: { bounceType: "Permanent", bounceSubType: "NoEmail" } },
  "refused for now": { eventType: "Bounce", bounce: { bounceType: "Transient", bounceSubType: "MailboxFull" } },
  "marked as spam": { eventType: "Complaint", complaint: {} },
};

/** An event of SES. */
export function sesEvent(messageId: string, said: Said, tags: Readonly<Record<string, string>> | undefined): string {
  const listed = Object.entries(tags ?? {}).map(([name, value]) => [name, [value]]);
  const mail = { messageId, sendingAccountId: ACCOUNT, ...(tags && { tags: Object.fromEntries(listed) }) };
  return JSON.stringify({ ...SES_EVENTS[said === "failed" ? "bounced" : said], mail });
}
