/**
 * Erases what is stored of a patient, and leaves what nothing can bring it back by. Every step can be repeated: an erasure
 * that ended early is finished by the next one.
 */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { repliedMeaning } from "../../../contracts/replies/history-code";
import { isInternalItem } from "../../../contracts/tables/appointments-table";
import { HELD_PREFIX } from "../../../contracts/tables/held-texts";
import type { Clinics } from "../clinics/clinics";
import { defaultClinic } from "../clinics/clinics";
import type { StoredItem } from "../lookup/appointment-lookup";
import type { LogEntry, TransitionEntry } from "../notification/delivery-log";
import type { Clock, Random } from "../ports";
import type { DueAppointment } from "../producer/appointments";
import { checkDue } from "../producer/check-due";
import { isErased } from "../stored-appointment/erased";
import { storedStart } from "../stored-appointment/stored-appointment";
import { clinicIdIn } from "./clinic-scope";
import type { AnswerClues, PatientEraser, PatientScope } from "./patient-data";

/** The delivery log, as far as an erasure needs it. */
export interface EraseLog {
  /** @returns whether it was made: a notification that is erased already stays as it is */
  apply(transition: "erase", entry: TransitionEntry | LogEntry): Promise<{ readonly applied: boolean }>;
}

export interface EraseDependencies {
  readonly data: PatientEraser;
  readonly log: EraseLog;
  readonly clinics: Clinics;
  readonly clock: Pick<Clock, "now">;
  readonly random: Pick<Random, "uuid">;
  /**
   * Deletes the patient's messages from the DLQs.
   * @returns how many were deleted
   */
  readonly eraseDeadLetters: (found: FoundPatient) => Promise<number>;
  /** Once it is aborted, nothing further is begun. */
  readonly interrupted: { readonly aborted: boolean };
}

/** What leads to the patient's data in other places. It outlives the data that it was found in. */
export interface FoundPatient extends AnswerClues {
  readonly phones: Set<string>;
  readonly phoneDigests: Set<string>;
  readonly replyIds: Set<string>;
  readonly notificationIds: Set<string>;
  /** The carriers' ids of the patient's texts and emails. */
  readonly messageIds: Set<string>;
}

/** How many were erased, by what they were. */
export interface Erased {
  appointments: number;
  heldTexts: number;
  notifications: number;
  /** Of these, notifications that an attempt held: the patient may still get a text or an email within a minute. */
  beingSent: number;
  answers: number;
  deadLetters: number;
}

export function nothingErased(): Erased {
  return { appointments: 0, heldTexts: 0, notifications: 0, beingSent: 0, answers: 0, deadLetters: 0 };
}

/** Of a patient of whom nothing was read yet. */
export function unfoundPatient(scope: PatientScope): FoundPatient {
  const set = () => new Set<string>();
  return {
    ...scope,
    phones: set(),
    phoneDigests: set(),
    replyIds: set(),
    notificationIds: set(),
    messageIds: set(),
  };
}

/**
 * Looks once at everything that is stored of a patient, and erases it. Look again once the indexes have caught up and the
 * functions that ran meanwhile have ended.
 * @param found is added to: pass the same to each look
 * @param erasedAt when the erasure began, ms since 1970: messages that were sent until then bring nothing back
 * @returns what this look has erased
 */
export async function eraseOnce(found: FoundPatient, erasedAt: number, deps: EraseDependencies): Promise<Erased> {
  const { data, interrupted } = deps;
  const erased = nothingErased();
  // 1. From here on, no message from before brings anything new.
  await data.refuseOlderMessages(found, erasedAt);
  // 2. The log, which leads to the rest: it is read first, and erased last, so that the next erasure finds it too.
  const notifications: DeliveryLogItem[] = [];
  for await (const item of data.notifications(found.patientId)) {
    if (!isInScope(item, found, deps.clinics)) continue;
    notifications.push(item);
    learn(item, found);
  }
  for (const digest of found.phoneDigests) await data.forgetOlderAnswers(digest, erasedAt);
  // 3. Appointments, texts that wait, answers and dead letters.
  for await (const item of data.appointments(found.patientId)) {
    if (interrupted.aborted) return erased;
    if (isErased(item) || !isInScope(item, found, deps.clinics)) continue;
    await eraseItem(item, erasedAt, erased, deps);
  }
  for await (const reply of data.answers(found)) {
    if (interrupted.aborted) return erased;
    if (reply.erasedAt !== undefined) continue;
    await data.eraseAnswer(reply, erasedAt);
    erased.answers += 1;
  }
  erased.deadLetters = await deps.eraseDeadLetters(found);
  // 4. The log.
  for (const item of notifications) {
    if (interrupted.aborted) return erased;
    const { applied } = await deps.log.apply("erase", entryOf(item, deps));
    if (!applied) continue;
    erased.notifications += 1;
    if (item.status.endsWith("_SENDING") && (item.leaseUntil ?? 0) > deps.clock.now()) erased.beingSent += 1;
  }
  return erased;
}

/** Whether nothing was left to erase. */
export function isNothing(erased: Erased): boolean {
  return Object.values(erased).every((count) => count === 0);
}

/** Adds what was erased to a sum. */
export function addErased(sum: Erased, more: Erased): void {
  for (const name of Object.keys(sum) as (keyof Erased)[]) sum[name] += more[name];
}

async function eraseItem(item: StoredItem, erasedAt: number, erased: Erased, deps: EraseDependencies): Promise<void> {
  if (isInternalItem(item)) {
    if (!String(item.appointmentId).startsWith(HELD_PREFIX)) return;
    await deps.data.deleteHeldText(item);
    erased.heldTexts += 1;
    return;
  }
  await deps.data.eraseAppointment(item, erasedAt, storedStart(item, deps.clinics));
  erased.appointments += 1;
  // A run that read the item before may still record what became of its reminder.
  const due = dueOf(item, deps);
  if (due) await deps.log.apply("erase", due);
}

/** The reminder that a run may be processing; undefined if none is due, or a run would refuse it. */
function dueOf(item: StoredItem, deps: EraseDependencies): LogEntry | undefined {
  if (item.reminderDate === undefined) return undefined;
  const ids = { appointmentId: String(item.appointmentId), patientId: String(item.patientId) };
  const due: DueAppointment = { ...ids, reminderDate: String(item.reminderDate), item };
  const check = checkDue(due, deps.clinics, deps.clock.now());
  if (!check.ok) return undefined;
  const { key, appointment, clinic } = check.checked;
  return { ...eraser(deps), key, appointment, clinicId: clinic.id, language: clinic.language, contact: {} };
}

/** What an operator writes is on behalf of no message. */
function eraser({ random }: EraseDependencies) {
  return { queueMessageId: "", batchId: "operator", claimId: random.uuid() };
}

function entryOf({ notificationId, timestamp, clinicId }: DeliveryLogItem, deps: EraseDependencies) {
  return { ...eraser(deps), key: { notificationId, timestamp }, clinicId: clinicId ?? defaultClinic(deps.clinics).id };
}

/** Whether an item is of the clinic whose patient is erased. */
function isInScope(item: object, { clinicId }: PatientScope, clinics: Clinics): boolean {
  return clinicId === undefined || clinicIdIn(item, defaultClinic(clinics).id) === clinicId;
}

/** Adds what a notification says of where else its patient's data are. */
export function learn(item: DeliveryLogItem, found: FoundPatient): void {
  const { notificationId, phoneNumber, phoneDigest, messageId, smsMessageId, history } = item;
  found.notificationIds.add(notificationId);
  if (phoneNumber !== undefined) found.phones.add(phoneNumber);
  if (phoneDigest !== undefined) found.phoneDigests.add(phoneDigest);
  for (const id of [messageId, smsMessageId]) if (id) found.messageIds.add(id);
  for (const line of history) {
    if (!line.messageId) continue;
    if (repliedMeaning(line.code) === undefined) found.messageIds.add(line.messageId);
    else found.replyIds.add(line.messageId);
  }
}
