import { type Channel, type DeliveryLogItem, isOutcome, type Outcome } from "../../../contracts/delivery-log";
import type { OutcomeEvent } from "../../../contracts/events/event-types";

/** A carrier accepted it, whatever became of it then. */
const WAS_SENT: readonly Outcome[] = ["SMS_SENT", "SMS_DELIVERED", "EMAIL_SENT", "EMAIL_DELIVERED", "UNDELIVERED"];

/**
 * The event of a notification that has ended.
 * @param item as it is in the log
 * @throws Error if the notification has no outcome yet
 */
export function outcomeEvent(item: DeliveryLogItem): OutcomeEvent {
  const { patientId } = item;
  if (!isOutcome(item.status) || patientId === undefined) throw new Error(`${item.status} is no outcome`);
  const { notificationId, appointmentId, clinicId, timestamp, status, kind, channel, messageId, smsParts } = item;
  const { reason, updatedAt, transition = 0 } = item;
  const sentAt = channel && messageId && acceptedAt(item, channel);
  return {
    schemaVersion: 1,
    notificationId,
    patientId,
    ...(appointmentId && { appointmentId }),
    ...(clinicId && { clinicId }),
    timestamp,
    transition,
    status,
    ...(kind && { kind }),
    ...(WAS_SENT.includes(status) && channel && { channel, messageId, ...(sentAt && { sentAt }) }),
    ...(status === "SMS_SENT" && smsParts && { smsParts }),
    ...(reason && { reason }),
    occurredAt: updatedAt,
  };
}

/** When the carrier accepted the message. Answers and operators add lines of the same status, with other ids or none. */
function acceptedAt({ history, messageId }: DeliveryLogItem, channel: Channel): string | undefined {
  const accepted = channel === "SMS" ? "SMS_SENT" : "EMAIL_SENT";
  return history.findLast((line) => line.status === accepted && line.messageId === messageId)?.at;
}
