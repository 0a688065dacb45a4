/** The appointment that an answer is about, in the appointments table. */
import { checkAppointment } from "../../../contracts/appointment-check";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { Reply, UnclearReason } from "../../../contracts/replies/meanings";
import { type Clinics, checkForClinic } from "../clinics/clinics";
import { usableContact } from "../contact/contact";
import type { PhoneDigest } from "../contact/phone-digest";
import type { StoredItem } from "../lookup/appointment-lookup";
import { RetryLater } from "../retry/failure";
import { hasEnded, only, storedStart } from "../stored-appointment/stored-appointment";
import type { AnsweredAppointments } from "./reply-ports";

export interface AnsweredTableDependencies {
  readonly appointments: AnsweredAppointments;
  readonly clinics: Clinics;
  readonly phoneDigest: PhoneDigest;
}

export interface AnsweredAppointment {
  readonly item: StoredItem;
  /** Why an answer to the reminder is not about what the table has; absent if it is. */
  readonly reason?: Extract<UnclearReason, "APPOINTMENT_MOVED" | "APPOINTMENT_ENDED" | "PHONE_CHANGED">;
}

/** Attempts to write an item that others change at the same time; then SQS delivers the answer again. */
const ROUNDS = 5;

/** @returns undefined if the table does not have it: another system queued its reminder itself */
export async function findAppointment(
  target: DeliveryLogItem,
  deps: AnsweredTableDependencies,
): Promise<AnsweredAppointment | undefined> {
  const { appointmentId, patientId } = target;
  if (appointmentId === undefined || patientId === undefined) return undefined;
  const item = await deps.appointments.find(appointmentId, patientId);
  if (!item) return undefined;
  const reason = reasonOf(item, target, deps);
  return { item, ...(reason && { reason }) };
}

/** The attributes by which an item is the appointment that was reminded of. A fault in another one does not matter. */
const IDENTIFYING = ["appointmentTime", "timeZone", "clinicId"];

function reasonOf(
  item: StoredItem,
  target: DeliveryLogItem,
  { clinics, phoneDigest }: AnsweredTableDependencies,
): AnsweredAppointment["reason"] {
  if (hasEnded(item)) return "APPOINTMENT_ENDED";
  const { patientId } = target;
  const identified = { patientId, ...only(IDENTIFYING, item) };
  const isSameStart = storedStart(identified, clinics) === target.timestamp;
  if (!isSameStart || !isSameClinic(identified, target, clinics)) return "APPOINTMENT_MOVED";
  const phoneNumber = phoneOf({ ...identified, ...only(["phoneNumber"], item) }, clinics);
  return phoneNumber === undefined || phoneDigest(phoneNumber) === target.phoneDigest ? undefined : "PHONE_CHANGED";
}

/** E.164; undefined if the appointment has no usable phone. */
function phoneOf(item: StoredItem, clinics: Clinics): string | undefined {
  const check = checkForClinic(item, clinics);
  return check.ok ? usableContact(check.appointment, check.clinic).phoneNumber : undefined;
}

function isSameClinic(item: StoredItem, { clinicId }: DeliveryLogItem, clinics: Clinics): boolean {
  const check = checkAppointment(item);
  return clinicId === undefined || (check.ok && clinics.find(check.appointment.clinicId)?.id === clinicId);
}

/**
 * Writes an answer to the appointment, unless the table has a later one.
 * @param receivedAt ms since 1970
 * @param found as {@link findAppointment} found it
 * @returns why the answer is not about what the table has by now; undefined if it is, and the last one about it
 * @throws RetryLater if others change the item at every attempt
 */
export async function recordInTable(
  target: DeliveryLogItem,
  reply: Reply,
  receivedAt: number,
  found: AnsweredAppointment | undefined,
  deps: AnsweredTableDependencies,
): Promise<UnclearReason | "later answer" | undefined> {
  const repliedAt = new Date(receivedAt).toISOString();
  let current = found;
  for (let round = 1; current; round += 1) {
    const { item, reason } = current;
    if (reason) return reason;
    if (item.replyStart === target.timestamp && isLater(item.repliedAt, receivedAt)) return "later answer";
    if (await deps.appointments.recordReply(item, { reply, repliedAt, replyStart: target.timestamp })) return undefined;
    if (round === ROUNDS) throw new RetryLater("APPOINTMENT_CHANGED_MEANWHILE");
    current = await findAppointment(target, deps);
  }
  return isLater(target.repliedAt, receivedAt) ? "later answer" : undefined;
}

/** @param repliedAt as it is stored, which need not be a time */
function isLater(repliedAt: unknown, receivedAt: number): boolean {
  return typeof repliedAt === "string" && Date.parse(repliedAt) > receivedAt;
}

/** What an acknowledgement says of the appointment: its time, as the table or else the log has it. */
export function acknowledgedAppointment(
  { patientId = "", appointmentTime, timeZone }: DeliveryLogItem,
  found: AnsweredAppointment | undefined,
): AppointmentMessage {
  const check = found && checkAppointment(found.item);
  return check?.ok ? check.appointment : { patientId, appointmentTime, ...(timeZone && { timeZone }) };
}
