/** What the appointments table means for a message whose reminder is about to be sent. */
import { checkAppointment } from "../../../contracts/appointment-check";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { isEnded } from "../../../contracts/appointment-status";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { APPOINTMENTS_TABLE_ORIGIN } from "../../../contracts/reminder-mark";
import { type Clinics, checkForClinic } from "../clinics/clinics";
import { identifyNotification, type NotificationKey } from "../notification/notification";
import type { StoredItem } from "./appointment-lookup";
import { CANCEL_REQUESTED, replyAbout } from "./appointment-reply";
import { APPOINTMENT_BOOKED, APPOINTMENT_CHANGED, APPOINTMENT_ENDED, APPOINTMENT_GONE } from "./reasons";

/** A checked message. */
export interface LookedUpMessage {
  readonly appointment: AppointmentMessage;
  readonly clinic: Clinic;
  readonly key: NotificationKey;
}

export type LookupDecision =
  /** It is sent as the message says. */
  | { readonly kind: "unchanged" }
  /** It is sent with the contact and the wording that the item has now. */
  | { readonly kind: "changed"; readonly appointment: AppointmentMessage; readonly clinic: Clinic }
  | { readonly kind: "cancel" | "supersede"; readonly code: string }
  /** The item breaks the contract in a field that decides whether it is sent: nobody can say. */
  | { readonly kind: "unreadable" };

const UNCHANGED: LookupDecision = { kind: "unchanged" };

/** Fields of the item that decide whether the reminder is sent. */
const DECIDING = ["appointmentTime", "timeZone", "revision", "clinicId", "status", "contactPreference"] as const;

/** Fields that say nothing to the patient, or are the message's own. */
const NOT_COMPARED: readonly string[] = ["schemaVersion", "status", "reminderPlan", "reminder"];

/**
 * Whether a message is looked up before it is sent. One of another system is held to a cancellation only, which the news
 * of a cancellation cannot be.
 */
export function isLookedUp({ appointmentId, reminder }: AppointmentMessage): boolean {
  if (appointmentId === undefined) return false;
  return reminder?.origin === APPOINTMENTS_TABLE_ORIGIN || reminder?.kind !== "cancelled";
}

/**
 * Decides what becomes of a message.
 * @param item its appointment as the table has it now; undefined if it does not
 */
export function decideLookup(message: LookedUpMessage, item: StoredItem | undefined, clinics: Clinics): LookupDecision {
  const { reminder } = message.appointment;
  if (reminder?.origin !== APPOINTMENTS_TABLE_ORIGIN) {
    if (!item) return UNCHANGED;
    if (isCancelled(message, item, clinics)) return { kind: "cancel", code: APPOINTMENT_ENDED };
    return isAnothersItem(message, item, clinics) ? UNCHANGED : (answered(message, item) ?? UNCHANGED);
  }
  const isNewsOfCancellation = reminder.kind === "cancelled";
  // A booking system may delete what it has cancelled.
  if (!item) return isNewsOfCancellation ? UNCHANGED : { kind: "cancel", code: APPOINTMENT_GONE };
  const current = decidingFields(message, item, clinics);
  if (!current) return { kind: "unreadable" };
  const hasEnded = isEnded(current.appointment.status);
  if (hasEnded !== isNewsOfCancellation) {
    if (hasEnded) return { kind: "cancel", code: APPOINTMENT_ENDED };
    return { kind: "supersede", code: APPOINTMENT_BOOKED };
  }
  const { notificationId } = identifyNotification(current.appointment, current.clinic);
  if (notificationId !== message.key.notificationId) return { kind: "supersede", code: APPOINTMENT_CHANGED };
  const details = currentDetails(message, item, clinics);
  return answered(details.kind === "changed" ? { ...message, ...details } : message, item) ?? details;
}

/** What the patient's answer about this start means for a reminder. The news of a change goes out all the same. */
function answered({ appointment, clinic, key }: LookedUpMessage, item: StoredItem): LookupDecision | undefined {
  const { reminder } = appointment;
  if (reminder?.kind && reminder.kind !== "reminder") return undefined;
  const reply = replyAbout(key.timestamp, item);
  if (reply === "CANCEL") return { kind: "cancel", code: CANCEL_REQUESTED };
  // Who has confirmed is reminded, and not asked again; who has confirmed and then said otherwise is asked again.
  const { confirmed: wasConfirmed = false, ...mark } = reminder ?? {};
  const isConfirmed = reply === "CONFIRM" || (wasConfirmed && mark.origin === undefined);
  if (isConfirmed === wasConfirmed) return undefined;
  const confirmed = isConfirmed && { confirmed: true as const };
  return { kind: "changed", appointment: { ...appointment, reminder: { ...mark, ...confirmed } }, clinic };
}

/** Two clinics may use the same ids. */
function isAnothersItem(message: LookedUpMessage, item: StoredItem, clinics: Clinics): boolean {
  const current = decidingFields(message, item, clinics);
  return current !== undefined && current.clinic.id !== message.clinic.id;
}

/**
 * What another system sent straight to the queue may be newer than the table: only a cancellation of the same start
 * counts, and not if the message has a higher revision.
 */
function isCancelled(message: LookedUpMessage, item: StoredItem, clinics: Clinics): boolean {
  const current = decidingFields(message, item, clinics);
  if (!current || !isEnded(current.appointment.status) || current.clinic.id !== message.clinic.id) return false;
  const { timestamp } = identifyNotification(current.appointment, current.clinic);
  const { revision = 0 } = message.appointment;
  return timestamp === message.key.timestamp && revision <= (current.appointment.revision ?? 0);
}

/**
 * The message with the fields of the item that decide, so that a fault in another field does not matter.
 * @returns undefined if one of them breaks the contract, or the deployment does not have the clinic
 */
function decidingFields({ appointment }: LookedUpMessage, item: StoredItem, clinics: Clinics) {
  const stored = Object.fromEntries(DECIDING.map((field) => [field, item[field]]));
  const check = checkAppointment({ ...appointment, ...stored });
  const clinic = check.ok ? clinics.find(check.appointment.clinicId) : undefined;
  return check.ok && clinic ? { appointment: check.appointment, clinic } : undefined;
}

/** An item with a fault in its contact or wording, which the daily run would refuse, leaves the message as it was queued. */
function currentDetails({ appointment }: LookedUpMessage, item: StoredItem, clinics: Clinics): LookupDecision {
  const check = checkForClinic({ ...item, reminder: appointment.reminder }, clinics);
  if (!check.ok) return UNCHANGED;
  const { status: _status, reminderPlan: _plan, ...current } = check.appointment;
  return isSame(appointment, current) ? UNCHANGED : { kind: "changed", appointment: current, clinic: check.clinic };
}

function isSame(one: AppointmentMessage, other: AppointmentMessage): boolean {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof AppointmentMessage>;
  for (const field of NOT_COMPARED) fields.delete(field as keyof AppointmentMessage);
  return [...fields].every((field) => one[field] === other[field]);
}
