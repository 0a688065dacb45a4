/** Decides how one entry of a file is imported into the appointments table. */
import type { ContractViolation } from "../../../contracts/appointment-check";
import { type AppointmentMessage, appointmentMessageSchema, trimmed } from "../../../contracts/appointment-message";
import { isEnded } from "../../../contracts/appointment-status";
import {
  dueDayOf,
  duePartOf,
  INTERNAL_ID_PROBLEM,
  isInternalId,
  isInternalItem,
} from "../../../contracts/tables/appointments-table";
import { isTimeZone } from "../../../contracts/time-zone";
import { startOf } from "../appointment/appointment-time";
import { type Clinics, checkForClinic } from "../clinics/clinics";
import { outlookFor, predictedOutcome } from "../producer/predicted-outcome";
import { daysOf, isDay, later, NO_DAY, type ReminderDaySettings, reminderDay } from "../producer/reminder-day";
import { clinicIdAfter, type GivenFields, hasEnded, type Stored } from "../stored-appointment/stored-appointment";

export interface ImportSettings extends ReminderDaySettings {
  readonly clinics: Clinics;
}

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
  /** The day in the clinic's zone, with its part, which spreads the reminders of a large file over partitions. */
  readonly reminderDate: string;
  /** The day of the reminder that the entry states, YYYY-MM-DD. */
  readonly statedDay: string | undefined;
  /** Whether the time is local, so that `timeZone` applies to it. */
  readonly localTime: boolean;
  /** It has started: it is not due, and is written only if the item is still due at another time. */
  readonly over: boolean;
}

export type ImportDecision =
  | { readonly kind: "write"; readonly row: ImportedAppointment; readonly end: UnsentEnd | undefined }
  | { readonly kind: "over"; readonly row: ImportedAppointment }
  | { readonly kind: "reject"; readonly violations: readonly Violation[] };

/** The outcome of an appointment that is written although its reminder is not sent. */
export type UnsentEnd = "NO_CONTACT" | "DECLINED" | "CANCELLED";

type Violation = Pick<ContractViolation, "field" | "problem">;

/**
 * The outcome for an item. `cancelled`: the appointment has ended (FHIR's words), and is not due. `reminded`: the reminder was queued or missed before; it is not due again. `over`: the
 * appointment has started, and nothing is written. `withdrawn`: it has started, and the item, which was still due at
 * another time, is no longer due.
 */
export type ImportOutcome = "new" | "changed" | "unchanged" | "cancelled" | "reminded" | "over" | "withdrawn";

const NOT_REPLACED: readonly string[] = ["appointmentId", "patientId", "revision", "reminder"];
const REPLACED_FIELDS = Object.keys(appointmentMessageSchema.shape).filter((field) => !NOT_REPLACED.includes(field));

/**
 * Decides how an entry is imported.
 * @param value an appointment message in which `appointmentId` is required and `reminderDate` is allowed
 */
export function decideImport(value: unknown, settings: ImportSettings): ImportDecision {
  const check = checkForClinic(value, settings.clinics);
  const { reminderDate: stated } = (value ?? {}) as { readonly reminderDate?: unknown };
  if (!check.ok || check.appointment.appointmentId === undefined || isInternalItem(check.appointment)) {
    const violations = check.ok ? [] : check.violations;
    return { kind: "reject", violations: [...violations, ...tableViolations(value, violations)] };
  }
  const { appointmentId, patientId, revision, ...fields } = check.appointment;
  const start = startOf(fields.appointmentTime, fields.timeZone ?? check.clinic.timeZone);
  const reminder = reminderDay(stated, start, settings);
  if ("problem" in reminder) return { kind: "reject", violations: [{ field: "reminderDate", ...reminder }] };
  const end = predictedOutcome(check.appointment, outlookFor(check.clinic, settings.now));
  const row: ImportedAppointment = {
    appointmentId,
    patientId,
    start,
    revision,
    fields,
    cleared: REPLACED_FIELDS.filter((field) => Object.hasOwn(value as object, field) && !(field in fields)),
    reminderDate: duePartOf(reminder.day, appointmentId, patientId),
    statedDay: reminder.stated,
    localTime: !/(?:Z|[+-]\d{2}:\d{2})$/.test(fields.appointmentTime),
    over: start <= settings.now,
  };
  return row.over || end === "EXPIRED" ? { kind: "over", row } : { kind: "write", row, end };
}

/**
 * A row that updates a stored appointment: if the row has no zone, its local time is read in the stored zone or, if it
 * has no clinic either, in that of the stored clinic.
 * @param old the item as it is stored
 */
export function inStoredZone(old: Stored, row: ImportedAppointment, settings: ImportSettings): ImportedAppointment {
  const { timeZone } = old;
  if (!row.localTime || row.fields.timeZone !== undefined) return row;
  const isKept = typeof timeZone === "string" && isTimeZone(timeZone) && !row.cleared.includes("timeZone");
  const zone = isKept ? timeZone : settings.clinics.find(clinicIdAfter(old, row))?.timeZone;
  if (zone === undefined) return row;
  const start = startOf(row.fields.appointmentTime, zone);
  if (start === row.start) return row;
  const { today, before } = daysOf(start, settings);
  const day = later(row.statedDay ?? before, today);
  const reminderDate = duePartOf(day, row.appointmentId, row.patientId);
  return { ...row, start, reminderDate, over: start <= settings.now };
}

/** Whether an appointment has ended after it was updated: a status that is not given is kept. */
export function endsAfter(old: Stored, { fields, cleared }: GivenFields): boolean {
  if (fields.status !== undefined || cleared.includes("status")) return isEnded(fields.status);
  return hasEnded(old);
}

/** @param old the item before it was written and became due; undefined if there was none */
export function outcomeOf(old: Stored | undefined, row: ImportedAppointment): ImportOutcome {
  if (!old) return "new";
  const sameDay = dueDayOf(String(old.reminderDate)) === dueDayOf(row.reminderDate);
  const sameFields = Object.entries(row.fields).every(([field, value]) => old[field] === value);
  return sameDay && sameFields && row.cleared.every((field) => !(field in old)) ? "unchanged" : "changed";
}

/** The table's requirements besides the contract, so that all faults of an entry are reported at once. */
function tableViolations(value: unknown, others: readonly Violation[]): Violation[] {
  if (others.some(({ field }) => field === "")) return [];
  const { appointmentId, reminderDate } = value as {
    readonly appointmentId?: unknown;
    readonly reminderDate?: unknown;
  };
  const isMissing = isBlank(appointmentId) && !others.some(({ field }) => field === "appointmentId");
  const isInternal = typeof appointmentId === "string" && isInternalId(trimmed(appointmentId));
  return [
    ...(isMissing ? [{ field: "appointmentId", problem: "is required in the appointments table" }] : []),
    ...(isInternal ? [{ field: "appointmentId", problem: INTERNAL_ID_PROBLEM }] : []),
    ...(isBlank(reminderDate) || isDay(reminderDate) ? [] : [{ field: "reminderDate", problem: NO_DAY }]),
  ];
}

/** Also of only invisible characters, which the contract trims from ids. */
function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === "string" && !/[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(value))
  );
}
