import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { CLINIC } from "../../support/data/clinics";

/**
 * The log item of an accepted text about an appointment tomorrow.
 * @param id names the appointment
 */
export function acceptedText(id: string, phoneNumber: string): DeliveryLogItem {
  const appointmentTime = new Date(Date.now() + 24 * 3_600_000).toISOString();
  const at = new Date().toISOString();
  const appointment = { patientId: `p-${id}`, appointmentId: id, appointmentTime };
  const messageId = `sms-${Buffer.from(id).toString("hex")}`;
  return {
    ...identifyNotification(appointment, CLINIC),
    ...appointment,
    status: "SMS_SENT",
    channel: "SMS",
    messageId,
    smsMessageId: messageId,
    phoneNumber,
    batchId: "batch-1",
    claimId: `claim-${id}`,
    transition: 2,
    attempts: 1,
    createdAt: at,
    updatedAt: at,
    ttl: Math.floor(Date.now() / 1_000) + 90 * 86_400,
    history: [
      { at, status: "SMS_SENDING", channel: "SMS" },
      { at, status: "SMS_SENT", channel: "SMS", messageId },
    ],
  };
}
