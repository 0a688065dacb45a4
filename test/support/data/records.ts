/** Factories of records, with numbers and addresses from the ranges reserved for fiction and examples. */

import { randomUUID } from "node:crypto";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { usableContact } from "../../../services/domain/contact/contact";
import type { SendReference } from "../../../services/domain/delivery/carriers";
import type { Reminder } from "../../../services/domain/delivery/reminder";
import type { LogEntry } from "../../../services/domain/notification/delivery-log";
import { identifyNotification } from "../../../services/domain/notification/notification";
import type { QueueMessage } from "../../../services/domain/ports";
import { CLINIC } from "./clinics";

/** The initial time of the frozen clock: 10 in the morning at the clinic. */
export const NOW = Date.parse("2026-12-01T15:00:00Z");
export const PHONE = "+12065550100";
export const EMAIL = "ana@example.com";

/** A place with which an English reminder has two parts, and one without it. */
export const TWO_PART_PLACE = "Room 3, North Clinic, beside the main entrance";

/** What a send belongs to: an attempt for an appointment that starts in a day. */
export const REFERENCE: SendReference = {
  notificationId: "0123456789abcdef0123456789abcdef",
  timestamp: NOW + 86_400_000,
  claimId: "claim-1",
  fallback: true,
};

/** Tomorrow's appointment of a patient with a phone and an email; `undefined` leaves a field out. */
export function appointment(changes: Partial<AppointmentMessage> = {}): AppointmentMessage {
  const whole = {
    patientId: "patient-1",
    appointmentId: "appointment-1",
    appointmentTime: "2026-12-02T14:30:00-05:00",
    phoneNumber: "(206) 555-0100",
    email: EMAIL,
    doctorName: "Sarah Johnson",
    location: "Room 3, North Clinic",
    ...changes,
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as AppointmentMessage;
}

export function queueMessage(
  of: AppointmentMessage = appointment(),
  { id = "message-1", attributes = {} }: Partial<QueueMessage> = {},
): QueueMessage {
  return { id, body: JSON.stringify(of), attributes };
}

/** A message as a consumer reads it. */
export function reminderOf(
  message: QueueMessage,
  { batchId = "batch-1", deadline = NOW + 50_000 }: Partial<Pick<Reminder, "batchId" | "deadline">> = {},
): Reminder {
  const checked = JSON.parse(message.body) as AppointmentMessage;
  return {
    message,
    appointment: checked,
    clinic: CLINIC,
    key: identifyNotification(checked, CLINIC),
    contact: usableContact(checked, CLINIC),
    batchId,
    claimId: randomUUID(),
    deadline,
    redriven: message.attributes.DeadLetterReason !== undefined,
    reopens: message.attributes.Reopens,
  };
}

/** A write to the delivery log. */
export function logEntry(changes: Partial<LogEntry> = {}): LogEntry {
  const of = changes.appointment ?? appointment();
  return {
    key: identifyNotification(of, CLINIC),
    appointment: of,
    clinicId: CLINIC.id,
    language: CLINIC.language,
    contact: usableContact(of, CLINIC),
    queueMessageId: "message-1",
    batchId: "batch-1",
    claimId: "claim-1",
    ...changes,
  };
}
