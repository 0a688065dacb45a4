/** Messages that an appointment was moved or cancelled, for patients of clinics that want them. */
import type { ChangeKind } from "../../../contracts/reminder-mark";
import type { Clinics } from "../clinics/clinics";
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
 * time ahead, or is cancelled.
 */
export function changeOf(
  before: Stored | undefined,
  after: Stored,
  { clinics, clock, changeTexts }: ChangeDependencies,
): ChangeKind | undefined {
  if (!before || hasEnded(before)) return undefined;
  const { changeTexts: own = changeTexts } = clinics.find(after.clinicId as string | undefined) ?? {};
  // Most clinics want none: their items are not read again.
  if (own.length === 0) return undefined;
  const [from = 0, to = 0] = [before, after].map((item) => storedStart(item, clinics));
  const isAhead = Math.min(from, to) > clock.now();
  const kind = after.status === "cancelled" ? "cancelled" : hasEnded(after) || from === to ? undefined : "moved";
  return kind && isAhead && own.includes(kind) ? kind : undefined;
}

/** The message that an earlier booking asks for, as long as later ones leave the start and the status as they are. */
export function pendingChange(
  before: Stored | undefined,
  after: Stored | undefined,
  clinics: Clinics,
): ChangeKind | undefined {
  if (!before?.changeText || !after) return undefined;
  if (before.status !== after.status || before.revision !== after.revision) return undefined;
  if (storedStart(before, clinics) !== storedStart(after, clinics)) return undefined;
  return before.changeText as ChangeKind | undefined;
}

/**
 * Queues the message about the change that bookings have made. Its identity has the start, the revision and the kind, so
 * that it is sent once, however often it is queued.
 * @param isRepeated a booking was delivered before: an earlier attempt may have written the change and died then
 */
export async function queueChange(
  { after, change }: { readonly after: Stored | undefined; readonly change: ChangeKind | undefined },
  isRepeated: boolean,
  appointments: Queue,
): Promise<void> {
  const kind = isRepeated ? (after?.changeText as ChangeKind | undefined) : change;
  if (after && kind)
    await appointments.send({ body: JSON.stringify(queuedMessage(storedAppointment(after), markOfTable({ kind }))) });
}
