/** Decides how one entry of a file is imported into the appointments table. */
import { checkAppointment } from "../../../contracts/appointment-check";
import { type AppointmentMessage, appointmentMessageSchema } from "../../../contracts/appointment-message";
import { isEnded } from "../../../contracts/appointment-status";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { dueDayOf, isInternalItem } from "../../../contracts/tables/appointments-table";
import type { ErasedPatient } from "../../../contracts/tables/erasures";
import { appointmentStart } from "../appointment/appointment-time";
import { storedVersion } from "../bookings/booking-version";
import { type Clinics, clinicOf, defaultClinic, hasProfiles } from "../clinics/clinics";
import { outlookFor, predictedOutcome } from "../producer/predicted-outcome";
import { DAY_AFTER_APPOINTMENT, reminderDay } from "../producer/reminder-day";
import { isErased, isErasedSince } from "../stored-appointment/erased";
import { clinicIdAfter, type GivenFields, hasEnded, type Stored } from "../stored-appointment/stored-appointment";
import { type ImportReminderSettings, importedReminder } from "./import-reminder";
import { inStoredZone } from "./stored-row";
import { tableViolations, type Violation } from "./table-violations";

export interface ImportSettings extends ImportReminderSettings {
  readonly clinics: Clinics;
  /** The items of patients whose data were erased, by the patient's id. */
  readonly erased?: ReadonlyMap<string, Pick<ErasedPatient, "erased">>;
}

/** A file may be older than the erasure: what is booked since comes by the bookings queue. */
const PATIENT_WAS_ERASED = "is of a patient whose data were erased: see the runbook, Erasing a patient";
const APPOINTMENT_WAS_ERASED = "is of an appointment whose patient's data were erased, and stays erased";

/** An appointment as it is to be stored in the table. */
export interface ImportedAppointment {
  readonly appointmentId: string;
  readonly patientId: string;
  /** When it starts, in ms since 1970. */
  readonly start: number;
  /** As given: it may raise the item's revision, and never lowers it. */
  readonly revision: number | undefined;
  /** The given fields, without the ids and the revision. */
  readonly fields: Readonly<Omit<AppointmentMessage, "appointmentId" | "patientId" | "revision">>;
  /**
   * Fields of the contract that were given empty: they are removed from the item. Fields that were not given are kept.
   */
  readonly cleared: readonly string[];
  /**
   * The day in the clinic's zone, or the quarter of an hour, with its part, which spreads the reminders of a large file
   * over partitions.
   */
  readonly reminderDate: string;
  /** The step of the plan that is due then. */
  readonly reminderStep?: string;
  /** The day of the reminder that the entry states, YYYY-MM-DD. */
  readonly statedDay: string | undefined;
  /** Whether the time is local, so that `timeZone` applies to it. */
  readonly localTime: boolean;
  /** It has started: it is not due, and is written only if the item is still due at another time. */
  readonly over: boolean;
  /** Of the clinic whose rules it has, as it is stored then. */
  readonly clinicId: string | undefined;
  /** How its reminder would end without being sent. */
  readonly end: UnsentEnd | undefined;
  /** The order of the change, as the version of a booking; only of what was translated. */
  readonly version?: number;
}

export type ImportDecision =
  | { readonly kind: "write" | "over" | "older"; readonly row: ImportedAppointment }
  | { readonly kind: "reject"; readonly violations: readonly Violation[] };

/** The outcome of an appointment that is written although its reminder is not sent. */
export type UnsentEnd = "NO_CONTACT" | "DECLINED" | "CANCELLED";

/**
 * The outcome for an item. `cancelled`: the appointment has ended (FHIR's words), and is not due. `reminded`: the
 * reminder was queued or missed before; it is not due again. `over`: the appointment has started, and nothing is written.
 * `withdrawn`: it has started, and the item, which was still due at another time, is no longer due. `older`: the bookings
 * queue had a later version, and nothing is written.
 */
export type ImportOutcome = "new" | "changed" | "unchanged" | "cancelled" | "reminded" | "over" | "withdrawn" | "older";

const NOT_REPLACED: readonly string[] = ["appointmentId", "patientId", "revision", "reminder"];
const REPLACED_FIELDS = Object.keys(appointmentMessageSchema.shape).filter((field) => !NOT_REPLACED.includes(field));

/**
 * Decides how an entry is imported. For a row that {@link keepsClinic}, this holds as far as the clinic does not matter,
 * and {@link decideUpdate} decides the rest.
 * @param value an appointment message in which `appointmentId` is required and `reminderDate` is allowed
 */
export function decideImport(value: unknown, settings: ImportSettings): ImportDecision {
  const check = checkAppointment(value);
  const { reminderDate: stated } = (value ?? {}) as { readonly reminderDate?: unknown };
  if (!check.ok || check.appointment.appointmentId === undefined || isInternalItem(check.appointment)) {
    const violations = check.ok ? clinicViolations(check.appointment, settings) : check.violations;
    return { kind: "reject", violations: [...violations, ...tableViolations(value, violations)] };
  }
  const { appointmentId, patientId, revision, ...fields } = check.appointment;
  const cleared = REPLACED_FIELDS.filter((field) => Object.hasOwn(value as object, field) && !(field in fields));
  const violations = keepsClinic({ fields, cleared }, settings) ? [] : clinicViolations(check.appointment, settings);
  if (violations.length > 0) return { kind: "reject", violations };
  const clinic = settings.clinics.find(fields.clinicId) ?? defaultClinic(settings.clinics);
  if (isErasedSince(settings.erased?.get(patientId), clinic.id, Number.NEGATIVE_INFINITY))
    return { kind: "reject", violations: [{ field: "patientId", problem: PATIENT_WAS_ERASED }] };
  const start = appointmentStart(fields, clinic.timeZone);
  const reminder = reminderDay(stated, start, settings);
  if ("problem" in reminder) return { kind: "reject", violations: [{ field: "reminderDate", ...reminder }] };
  const row: ImportedAppointment = {
    appointmentId,
    patientId,
    start,
    revision,
    fields,
    cleared,
    ...importedReminder(reminder.stated, { ...check.appointment, appointmentId }, start, clinic, settings),
    statedDay: reminder.stated,
    localTime: !/(?:Z|[+-]\d{2}:\d{2})$/.test(fields.appointmentTime),
    over: start <= settings.now,
    clinicId: fields.clinicId,
    end: endOf(check.appointment, start, clinic, settings),
  };
  return decided(row);
}

/**
 * Decides how a row that was not rejected changes the item that it updates, by which its zone and its clinic may differ.
 * @param old the item as it is stored; undefined if there is none
 */
export function decideUpdate(
  old: Stored | undefined,
  given: ImportedAppointment,
  settings: ImportSettings,
): ImportDecision {
  if (isErased(old))
    return { kind: "reject", violations: [{ field: "appointmentId", problem: APPOINTMENT_WAS_ERASED }] };
  if (old && isOlder(given, old)) return { kind: "older", row: given };
  const row = old ? inStoredZone(old, given, settings) : given;
  if (!row) return { kind: "reject", violations: [{ field: "reminderDate", problem: DAY_AFTER_APPOINTMENT }] };
  if (!keepsClinic(row, settings)) return decided(row);
  const { patientId, fields, start } = row;
  const clinicId = clinicIdAfter(old ?? {}, row);
  const appointment = { patientId, ...fields, clinicId };
  const check = clinicOf(appointment, settings.clinics);
  if (!check.ok) return { kind: "reject", violations: [check.violation] };
  return decided({ ...row, clinicId, end: endOf(appointment, start, check.clinic, settings) });
}

/** Whether a booking of the queue says more than the row: an export is made before it is imported. */
function isOlder({ version }: ImportedAppointment, old: Stored): boolean {
  const stored = storedVersion(old);
  return version !== undefined && stored?.kind === "sender" && stored.value > version;
}

/** Whether the rules for a row are those of the stored appointment's clinic, since it gives none. */
export function keepsClinic({ fields, cleared }: GivenFields, { clinics }: ImportSettings): boolean {
  return fields.clinicId === undefined && !cleared.includes("clinicId") && hasProfiles(clinics);
}

function decided(row: ImportedAppointment): ImportDecision {
  return { kind: row.over ? "over" : "write", row };
}

function clinicViolations(appointment: AppointmentMessage, { clinics }: ImportSettings): readonly Violation[] {
  const check = clinicOf(appointment, clinics);
  return check.ok ? [] : [check.violation];
}

/** @param start in ms since 1970, which the stored zone may decide */
function endOf(appointment: AppointmentMessage, start: number, clinic: Clinic, { now }: ImportSettings) {
  const appointmentTime = new Date(start).toISOString();
  const end = predictedOutcome({ ...appointment, appointmentTime }, outlookFor(clinic, now));
  return end === "EXPIRED" ? undefined : end;
}

/** Whether an appointment has ended after it was updated: a status that is not given is kept. */
export function endsAfter(old: Stored, { fields, cleared }: GivenFields): boolean {
  if (fields.status !== undefined || cleared.includes("status")) return isEnded(fields.status);
  return hasEnded(old);
}

/** @param old the item before it was written and became due; undefined if there was none */
export function outcomeOf(old: Stored | undefined, row: ImportedAppointment): ImportOutcome {
  if (!old) return "new";
  const sameDay =
    dueDayOf(String(old.reminderDate)) === dueDayOf(row.reminderDate) && old.reminderStep === row.reminderStep;
  const sameFields = Object.entries(row.fields).every(([field, value]) => old[field] === value);
  return sameDay && sameFields && row.cleared.every((field) => !(field in old)) ? "unchanged" : "changed";
}
