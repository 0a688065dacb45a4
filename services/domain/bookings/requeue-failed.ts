/** Queues a reminder again that failed, once the patient's contact was corrected. */
import type { BookedAppointment } from "../../../contracts/bookings/booking-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { ACCEPTED } from "../../../contracts/delivery-log";
import type { ReminderMark } from "../../../contracts/reminder-mark";
import { appointmentStart } from "../appointment/appointment-time";
import type { Clinics } from "../clinics/clinics";
import { contactDigest } from "../contact/contact-digest";
import { identifyNotification } from "../notification/notification";
import { lastStep } from "../plan/next-reminder";
import type { Clock, Queue } from "../ports";
import { markOfTable, queuedMessage } from "../stored-appointment/queued-message";
import { hasEnded, type Stored } from "../stored-appointment/stored-appointment";
import type { AppliedBookings } from "./apply-bookings";
import type { ReminderLog } from "./booking-table";
import { storedChange } from "./change-texts";
import { lastQueued, storedAppointment } from "./decide-booking";

export interface RequeueDependencies {
  readonly log: ReminderLog;
  /** The appointments queue. */
  readonly appointments: Queue;
  readonly clinics: Clinics;
  readonly clock: Clock;
}

const CONTACT = ["phoneNumber", "email", "contactPreference"] as const;
/** The outcomes of a message that reached nobody, or may turn out to have reached nobody. */
const UNREACHED: readonly string[] = ["NO_CONTACT", "ALL_FAILED", "UNDELIVERED", ...ACCEPTED];

/**
 * Queues the last reminder of an appointment again if it reached nobody and the contact is another one now; or the message
 * that the appointment was moved, which may have taken the place of a reminder, or is cancelled.
 * @param isRepeated an earlier attempt may have written the contact, and then died, or not learned that it had
 * @returns whether a message was queued
 */
export async function requeueFailed(
  { before, after }: AppliedBookings,
  isRepeated: boolean,
  deps: RequeueDependencies,
): Promise<boolean> {
  // 1. Without a call: most bookings change no contact, or their patient was not told of the appointment yet.
  if (!before || !after || (!isRepeated && !hasOtherContact(before, after))) return false;
  if (!wasTold(after)) return false;
  const appointment = storedAppointment(after);
  const clinic = deps.clinics.find(appointment.clinicId);
  if (!clinic || appointmentStart(appointment, clinic.timeZone) <= deps.clock.now()) return false;
  // Loaded on demand: the phone metadata is large, and few bookings get here.
  const { firstChannel, usableContact } = await import("../contact/contact");
  const contact = usableContact(appointment, clinic);
  if (!firstChannel(contact)) return false;
  // 2. What became of the message.
  for (const mark of lastMarks(after, appointment, clinic)) {
    const message = queuedMessage(appointment, markOfTable(mark));
    const item = await deps.log.read(identifyNotification(message, clinic));
    if (!item) continue;
    if (!UNREACHED.includes(item.status) || item.droppedAt || item.contactDigest === contactDigest(contact))
      return false;
    // 3. Once more, to the other contact.
    await deps.appointments.send({ body: JSON.stringify(message) });
    return true;
  }
  return false;
}

function wasTold(item: Stored): boolean {
  if (hasEnded(item)) return storedChange(item) === "cancelled";
  return lastQueued(item) !== undefined || item.changeText === "moved";
}

/** What the patient was told last, or else before that. */
function lastMarks(item: Stored, appointment: BookedAppointment, clinic: Clinic): Omit<ReminderMark, "origin">[] {
  if (hasEnded(item)) return [{ kind: "cancelled" }];
  const queuedAt = lastQueued(item);
  const step = queuedAt === undefined ? undefined : lastStep(appointment, clinic, queuedAt);
  return [
    ...(queuedAt === undefined ? [] : [step === undefined ? {} : { step }]),
    ...(item.changeText === "moved" ? [{ kind: "moved" as const }] : []),
  ];
}

function hasOtherContact(before: Stored, after: Stored): boolean {
  return CONTACT.some((field) => before[field] !== after[field]);
}
