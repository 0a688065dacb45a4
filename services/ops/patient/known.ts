/** What is stored of one patient. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { isInternalItem } from "../../../contracts/tables/appointments-table";
import { ERASED_PREFIX, type ErasedPatient } from "../../../contracts/tables/erasures";
import { HELD_PREFIX } from "../../../contracts/tables/held-texts";
import type { StoredReply } from "../../../contracts/tables/replies-table";
import { clinicIdIn } from "../../domain/erasure/clinic-scope";
import { learn, unfoundPatient } from "../../domain/erasure/erase-patient";
import type { StoredItem } from "../../domain/lookup/appointment-lookup";
import { isErased } from "../../domain/stored-appointment/erased";
import { dynamoPatientData } from "../aws/patient/dynamo-patient-data";
import { jsonText } from "../output/json-text";
import { interrupted, misuse, STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import type { Environment } from "../shared/environment";

export interface KnownPatient {
  readonly patientId: string;
  readonly appointments: readonly StoredItem[];
  /** Texts that wait for their send window. */
  readonly heldTexts: readonly StoredItem[];
  /** By the time of the appointment, latest first. */
  readonly notifications: readonly DeliveryLogItem[];
  readonly answers: readonly StoredReply[];
  /** Appointments of which an erasure has left the ids. */
  readonly erasedAppointments: number;
  /** Set if the patient was erased, as long as older messages may come. */
  readonly erased?: ErasedPatient;
}

/**
 * @param clinicId only what is of this clinic
 * @param defaultClinicId the clinic of items that name none
 * @throws CommandError after Ctrl-C
 */
export async function readPatient(
  { dynamo, names }: Environment,
  { interrupted: { aborted } }: Terminal,
  patientId: string,
  clinicId: string | undefined,
  defaultClinicId: string,
): Promise<KnownPatient> {
  if (aborted) throw interrupted();
  const data = dynamoPatientData(dynamo, names);
  const isWanted = (item: object) => clinicId === undefined || clinicIdIn(item, defaultClinicId) === clinicId;
  const found = unfoundPatient({ patientId, ...(clinicId !== undefined && { clinicId }) });
  const notifications = await all(data.notifications(patientId), isWanted);
  for (const item of notifications) learn(item, found);
  const items = await all(data.appointments(patientId), () => true);
  const erased = items.find(({ appointmentId }) => String(appointmentId).startsWith(ERASED_PREFIX));
  const wanted = items.filter(isWanted);
  const answers = await all(data.answers(found), ({ erasedAt }) => erasedAt === undefined);
  return {
    patientId,
    appointments: wanted.filter((item) => !isInternalItem(item) && !isErased(item)),
    heldTexts: wanted.filter(({ appointmentId }) => String(appointmentId).startsWith(HELD_PREFIX)),
    notifications,
    answers,
    erasedAppointments: items.filter(isErased).length,
    ...(erased && { erased: erased as unknown as ErasedPatient }),
  };
}

export function isUnknown({ appointments, heldTexts, notifications, answers }: KnownPatient): boolean {
  return [appointments, heldTexts, notifications, answers].every(({ length }) => length === 0);
}

export function countsOf({ appointments, heldTexts, notifications, answers }: KnownPatient) {
  return {
    appointments: appointments.length,
    heldTexts: heldTexts.length,
    notifications: notifications.length,
    answers: answers.length,
  };
}

/** Says that nothing is stored of a patient. */
export function sayUnknown(known: KnownPatient, { name }: Environment, json: boolean, terminal: Terminal): Status {
  const { patientId } = known;
  if (json) say(terminal, jsonText({ environment: name, patientId, found: countsOf(known) }));
  note(
    terminal,
    `Nothing is known of patient ${patientId} in ${name}: nothing was ever stored, or all has expired. A message that is ` +
      "still in a queue is not seen: run the command again once it is processed.",
  );
  return STATUS.failed;
}

/** The clinics of what is stored. */
export function clinicsOf(known: KnownPatient, defaultClinicId: string): string[] {
  const { appointments, heldTexts, notifications, answers } = known;
  const ids = [...appointments, ...heldTexts, ...notifications].map((item) => clinicIdIn(item, defaultClinicId));
  const ofAnswers = answers.flatMap(({ clinicId }) => clinicId ?? []);
  return [...new Set([...ids, ...ofAnswers])].sort();
}

/**
 * @returns the clinic whose patient is meant; undefined for all
 * @throws CommandError if it is not clear
 */
export function meantClinic(
  clinics: readonly string[],
  patientId: string,
  { clinic, allClinics }: { readonly clinic?: string; readonly allClinics: boolean },
): string | undefined {
  if (clinic !== undefined && allClinics) throw misuse("--clinic and --all-clinics contradict each other");
  if (clinic !== undefined || allClinics) return clinic;
  const [only, ...others] = clinics;
  if (others.length === 0) return only;
  throw misuse(
    `Patient ${patientId} is known at several clinics: ${clinics.join(", ")}`,
    "Two clinics may use the same id for two people. Use --clinic, or --all-clinics if it is one person.",
  );
}

async function all<T>(items: AsyncIterable<T>, isWanted: (item: T & object) => boolean): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) if (isWanted(item as T & object)) found.push(item);
  return found;
}
