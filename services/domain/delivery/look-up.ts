/** A reminder is held to the appointments table when it is sent. */
import type { Channel } from "../../../contracts/delivery-log";
import { APPOINTMENTS_TABLE_ORIGIN } from "../../../contracts/reminder-mark";
import { erasedPatientKey } from "../../../contracts/tables/erasures";
import type { Clinics } from "../clinics/clinics";
import { usableContact } from "../contact/contact";
import { firstSentAt } from "../first-sent-at";
import type { AppointmentLookup } from "../lookup/appointment-lookup";
import { CANCEL_REQUESTED } from "../lookup/appointment-reply";
import { decideLookup, isLookedUp, type LookupDecision } from "../lookup/decide-lookup";
import { APPOINTMENT_UNREADABLE, DETAILS_CHANGED } from "../lookup/reasons";
import type { Clock } from "../ports";
import { SendingStopped } from "../retry/failure";
import { isErased, isErasedSince, PATIENT_ERASED } from "../stored-appointment/erased";
import { type AttemptResult, outcome } from "./attempt-result";
import type { TransitionDetails } from "./claim";
import { type RecordDependencies, recordAttempt } from "./record-attempt";
import { type HeldReminder, type Reminder, saysEnded } from "./reminder";

export interface LookupDependencies {
  readonly appointments: AppointmentLookup;
  readonly clinics: Clinics;
  readonly clock: Clock;
}

/**
 * The age, in ms, at which a look-up no longer counts: the appointment is looked up again. A text may wait for its turn,
 * and an email for its quota, nearly as long as a function runs, which is a minute. Shorter, and each text of a full
 * batch would be looked up twice; longer, and a patient who has just been told of the cancellation is reminded.
 */
export const MAX_LOOKUP_AGE = 10_000;

/** What the table means for a reminder, or that its patient was erased. */
type Found = LookupDecision | { readonly kind: "erase"; readonly code: string };

/** What a look-up found; what is sent has the time of the look-up. */
export type LookUp =
  | { readonly kind: "unchanged"; readonly reminder: Reminder }
  | { readonly kind: "changed"; readonly reminder: Reminder }
  | Exclude<Found, { readonly kind: "unchanged" | "changed" }>;

/** Looks a reminder's appointment up. It never throws: a table that cannot be read is `unreadable`. */
export async function lookUp(reminder: Reminder, deps: LookupDependencies): Promise<LookUp> {
  const lookedUpAt = deps.clock.now();
  let decision: Found;
  try {
    decision = await lookUpOnce(reminder, deps);
  } catch {
    return { kind: "unreadable" };
  }
  if (decision.kind === "unchanged") return { kind: decision.kind, reminder: { ...reminder, lookedUpAt } };
  if (decision.kind !== "changed") return decision;
  const { kind, appointment, clinic } = decision;
  const contact = usableContact(appointment, clinic);
  return { kind, reminder: { ...reminder, appointment, clinic, contact, lookedUpAt } };
}

/**
 * Reads the appointment, if it counts for the message. An erased appointment has left an item; that a patient was erased is
 * looked up only for a message of another system, whose appointment the table may never have had.
 */
async function lookUpOnce(reminder: Reminder, { appointments, clinics, clock }: LookupDependencies): Promise<Found> {
  const { appointment, message, clinic } = reminder;
  const { patientId, appointmentId } = appointment;
  const isOfTable = appointment.reminder?.origin === APPOINTMENTS_TABLE_ORIGIN;
  const erased = erasedPatientKey(patientId);
  const [item, erasedPatient] = await Promise.all([
    appointmentId === undefined ? undefined : appointments.find(appointmentId, patientId),
    isOfTable ? undefined : appointments.find(erased.appointmentId, erased.patientId),
  ]);
  if (isErased(item) || isErasedSince(erasedPatient, clinic.id, firstSentAt(message, clock.now())))
    return { kind: "erase", code: PATIENT_ERASED };
  const isDecided = isLookedUp(appointment) && !saysEnded(reminder);
  return isDecided ? decideLookup(reminder, item, clinics) : { kind: "unchanged" };
}

/** The appointment was cancelled, moved or corrected since the message was queued. */
export class AppointmentChanged extends Error {
  override readonly name = "AppointmentChanged";
  constructor(readonly found: Exclude<LookUp, { readonly kind: "unchanged" | "unreadable" }>) {
    super();
  }
}

/** The look-ups of a reminder that is about to be sent. */
export interface HeldToTable {
  /** The reminder as the table has it, if it is still to be sent; otherwise as the message says. */
  current(): Promise<Reminder>;
  /**
   * Looks the appointment up again if the last look-up is too old.
   * @param held of what follows a text, as the claim left it: the patient may have answered
   * @throws AppointmentChanged if the message must not be sent as it is
   * @throws SendingStopped if the table cannot be read
   */
  refuseIfChanged(held?: HeldReminder): Promise<void>;
}

/** Starts to look a reminder's appointment up, unless it has just been. */
export function holdToTable(reminder: Reminder, deps: LookupDependencies): HeldToTable {
  const { clock } = deps;
  const start = () => ({ at: clock.now(), found: lookUp(reminder, deps) });
  const before = reminder.lookedUpAt;
  let last =
    before === undefined ? start() : { at: before, found: Promise.resolve<LookUp>({ kind: "unchanged", reminder }) };
  const isTooOld = () => clock.now() - last.at > MAX_LOOKUP_AGE;
  return {
    async current() {
      const found = await last.found;
      return "reminder" in found ? found.reminder : reminder;
    },
    async refuseIfChanged(held) {
      refuseIfCancelAsked(held);
      if (isTooOld()) last = start();
      const found = await last.found;
      if (found.kind === "unreadable" || isTooOld()) throw new SendingStopped(APPOINTMENT_UNREADABLE);
      if (found.kind !== "unchanged") throw new AppointmentChanged(found);
    },
  };
}

/** Where the table does not have the appointment of another system's message, the log alone has the answer. */
function refuseIfCancelAsked(held?: HeldReminder): void {
  const isOfTable = held?.appointment.reminder?.origin === APPOINTMENTS_TABLE_ORIGIN;
  if (held?.held.reply !== "CANCEL" || isOfTable) return;
  throw new AppointmentChanged({ kind: "cancel", code: CANCEL_REQUESTED });
}

const HELD_ENDS = { cancel: "cancelHeld", supersede: "supersedeHeld", erase: "erase" } as const;

/**
 * Ends the claim of a reminder whose appointment was cancelled or moved. If only its contact or wording was changed, the
 * claim is released, and the attempt begins again with them, so that the log has the contact that is used.
 * @param again begins the attempt again
 */
export async function endChanged(
  { found }: AppointmentChanged,
  channel: Channel,
  reminder: HeldReminder,
  again: (current: Reminder) => Promise<AttemptResult>,
  deps: RecordDependencies,
): Promise<AttemptResult> {
  const notAttempted: TransitionDetails = { channel, uncounted: true, notAttempted: true };
  if (found.kind === "changed") {
    const release = channel === "SMS" ? "retrySms" : "retryEmail";
    const released = await recordAttempt(release, reminder, { ...notAttempted, code: DETAILS_CHANGED }, deps);
    if (!released.applied) return { kind: "duplicate" };
    return again({ ...found.reminder, claimId: deps.random.uuid() });
  }
  const transition = HELD_ENDS[found.kind];
  const ended = await recordAttempt(transition, reminder, { ...notAttempted, code: found.code }, deps);
  return ended.applied ? outcome(ended.item) : { kind: "duplicate" };
}
