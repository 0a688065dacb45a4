/** Messages that an appointment was moved or cancelled, for patients of clinics that want them. */
import type { ChangeKind } from "../../../contracts/reminder-mark";
import type { Clinics } from "../clinics/clinics";
import { declinesReminders } from "../contact/contact-preference";
import { reminderAfterNews } from "../plan/next-reminder";
import type { Clock, Queue } from "../ports";
import { markOfTable, queuedMessage } from "../stored-appointment/queued-message";
import { hasEnded, type Stored, storedStart } from "../stored-appointment/stored-appointment";
import { storedAppointment } from "./decide-booking";

export interface ChangeDependencies {
  readonly clinics: Clinics;
  readonly clock: Clock;
  /** For clinics whose profile does not say it. */
  readonly changeTexts: readonly ChangeKind[];
}

/**
 * The kind of message that a patient gets about a change: that an appointment, which was booked and is ahead, has another
 * time ahead, or is cancelled. One that is booked again after its patient was told of the cancellation counts as moved,
 * even at the same time.
 */
export function changeOf(
  before: Stored | undefined,
  after: Stored,
  { clinics, clock, changeTexts }: ChangeDependencies,
): ChangeKind | undefined {
  if (!before || (hasEnded(before) && before.changeText !== "cancelled")) return undefined;
  const { changeTexts: own = changeTexts } = clinics.find(after.clinicId as string | undefined) ?? {};
  // Most clinics want none: their items are not read again.
  if (own.length === 0) return undefined;
  const [from = 0, to = 0] = [before, after].map((item) => storedStart(item, clinics));
  const isAhead = Math.min(from, to) > clock.now();
  const kind = kindOf(before, after, from !== to);
  return kind && isAhead && own.includes(kind) ? kind : undefined;
}

function kindOf(before: Stored, after: Stored, isElsewhen: boolean): ChangeKind | undefined {
  if (hasEnded(after)) return !hasEnded(before) && after.status === "cancelled" ? "cancelled" : undefined;
  return hasEnded(before) || isElsewhen ? "moved" : undefined;
}

/**
 * The message that an earlier booking asks for, as long as later ones leave the start and the status as they are. The one
 * that the appointment is cancelled is kept until it is booked again.
 */
export function pendingChange(
  before: Stored | undefined,
  after: Stored | undefined,
  clinics: Clinics,
): ChangeKind | undefined {
  if (!before?.changeText || !after) return undefined;
  if (hasEnded(before) && hasEnded(after)) return before.changeText as ChangeKind;
  if (before.status !== after.status || before.revision !== after.revision) return undefined;
  if (storedStart(before, clinics) !== storedStart(after, clinics)) return undefined;
  return before.changeText as ChangeKind;
}

/**
 * The item after a change about which its patient gets a message now. A message about a move takes the place of a reminder that
 * would say the same within the hour.
 * @param item as the bookings leave it
 */
export function toldOf(change: ChangeKind, item: Stored, { clinics, clock }: ChangeDependencies): Stored {
  const told: Stored = { ...item, changeText: change };
  const appointment = storedAppointment(item);
  const clinic = clinics.find(appointment.clinicId);
  // The daily run records who wants no reminders.
  if (change !== "moved" || !clinic || declinesReminders(appointment)) return told;
  const now = clock.now();
  const next = reminderAfterNews(appointment, clinic, now);
  const { reminderDate, reminderStep: _step, ...rest } = told;
  if (reminderDate === undefined || next?.reminderDate === reminderDate) return told;
  return { ...rest, ...next, reminderQueuedAt: new Date(now).toISOString() };
}

/**
 * Seconds for which a message about a change waits: longer than a message that was looked up before the change may still be
 * sent, so that the patient reads the true one last.
 */
export const CHANGE_DELAY = 30;

/**
 * Queues the message about the change that bookings have made. Its identity has the start, the revision and the kind, so
 * that it is sent once, however often it is queued.
 * @param isRepeated an earlier attempt may have written the change, and then died, or not learned that it had
 */
export async function queueChange(
  { after, change }: { readonly after: Stored | undefined; readonly change: ChangeKind | undefined },
  isRepeated: boolean,
  appointments: Queue,
): Promise<void> {
  const kind = isRepeated ? storedChange(after) : change;
  if (!after || !kind) return;
  const message = queuedMessage(storedAppointment(after), markOfTable({ kind }));
  await appointments.send({ body: JSON.stringify(message), delaySeconds: CHANGE_DELAY });
}

/** The message that an item asks for. An appointment that has ended in another way since is not news. */
export function storedChange({ changeText, status }: Stored = {}): ChangeKind | undefined {
  return changeText === "cancelled" && status !== "cancelled" ? undefined : (changeText as ChangeKind | undefined);
}
