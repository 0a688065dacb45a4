/** What becomes of one entry of a file that is imported into the appointments table. */
import { Temporal } from "temporal-polyfill";
import {
  type AppointmentMessage,
  appointmentMessageSchema,
  type ContractViolation,
  checkAppointment,
} from "../../contracts/appointment-message";
import { dueDayOf, duePartOf } from "../../contracts/appointments-table";
import { lastDays, startOf } from "./appointment-time";
import { foreseenEnd, type Outlook } from "./foreseen-end";

export interface ImportSettings extends Outlook {
  /** Days before the appointment on which its reminder is due, where the entry does not say. */
  readonly daysBefore: number;
}

/** An appointment as it is to stand in the table. */
export interface ImportedAppointment {
  readonly appointmentId: string;
  readonly patientId: string;
  /** When it starts, in ms since 1970. */
  readonly start: number;
  /** As given: it may raise the item's revision, and never lowers it. */
  readonly revision: number | undefined;
  /** The given fields, without the ids and the revision. */
  readonly fields: Readonly<Omit<AppointmentMessage, "appointmentId" | "patientId" | "revision">>;
  /** Fields of the contract that were not given: an item that has them loses them. */
  readonly absent: readonly string[];
  /** The day in the clinic's zone, with its part: files may be large, and whoever imports them need not know. */
  readonly reminderDate: string;
  /** Does `timeZone` tell when the appointment is? Not where the time has an offset. */
  readonly localTime: boolean;
}

export type ImportDecision =
  | { readonly kind: "write"; readonly row: ImportedAppointment; readonly noContact: boolean }
  | { readonly kind: "over" }
  | { readonly kind: "reject"; readonly violations: readonly Pick<ContractViolation, "field" | "problem">[] };

/** What the item was before, and became. `reminded`: the reminder was queued or missed before; it is not due again. */
export type ImportOutcome = "new" | "changed" | "unchanged" | "reminded";

const NOT_REPLACED: readonly string[] = ["appointmentId", "patientId", "revision"];
const REPLACED_FIELDS = Object.keys(appointmentMessageSchema.shape).filter((field) => !NOT_REPLACED.includes(field));

/**
 * Decides what becomes of an entry.
 * @param value an appointment message, in which `appointmentId` is required and `reminderDate` may stand
 */
export function decideImport(value: unknown, settings: ImportSettings): ImportDecision {
  const check = checkAppointment(value);
  if (!check.ok) return { kind: "reject", violations: check.violations };
  const { appointmentId, patientId, revision, ...fields } = check.appointment;
  if (appointmentId === undefined) return reject("appointmentId", "is required in the appointments table");
  const start = startOf(fields.appointmentTime, fields.timeZone ?? settings.clinicTimeZone);
  const reminder = reminderDay((value as { reminderDate?: unknown }).reminderDate, start, settings);
  if ("problem" in reminder) return reject("reminderDate", reminder.problem);
  const end = foreseenEnd(check.appointment, settings);
  if (end === "EXPIRED") return { kind: "over" };
  const absent = REPLACED_FIELDS.filter((field) => !(field in fields));
  const localTime = !/(?:Z|[+-]\d{2}:\d{2})$/.test(fields.appointmentTime);
  const reminderDate = duePartOf(reminder.day, appointmentId, patientId);
  const row = { appointmentId, patientId, start, revision, fields, absent, reminderDate, localTime };
  return { kind: "write", row, noContact: end === "NO_CONTACT" };
}

/**
 * The next revision of a stored appointment: one more if its start changes, and at least the row's.
 * The same start in another notation is not a change.
 * @param old the item as it is stored
 */
export function nextRevision(
  old: Readonly<Record<string, unknown>>,
  { start, revision = 0 }: Pick<ImportedAppointment, "start" | "revision">,
  clinicTimeZone: string,
): number {
  const stored = storedRevision(old);
  const before = checkAppointment(old);
  const moved =
    !before.ok || startOf(before.appointment.appointmentTime, before.appointment.timeZone ?? clinicTimeZone) !== start;
  return Math.max(moved ? stored + 1 : stored, revision);
}

/** @param old the item as it is stored */
export function storedRevision({ revision }: Readonly<Record<string, unknown>>): number {
  return typeof revision === "number" && Number.isInteger(revision) && revision > 0 ? revision : 0;
}

/** @param old the item as it was before it was written and became due; undefined where there was none */
export function outcomeOf(old: Readonly<Record<string, unknown>> | undefined, row: ImportedAppointment): ImportOutcome {
  if (!old) return "new";
  const sameDay = dueDayOf(String(old.reminderDate)) === dueDayOf(row.reminderDate);
  const sameFields = Object.entries(row.fields).every(([field, value]) => old[field] === value);
  return sameDay && sameFields && row.absent.every((field) => !(field in old)) ? "unchanged" : "changed";
}

function reject(field: string, problem: string): ImportDecision {
  return { kind: "reject", violations: [{ field, problem }] };
}

/** A day that is past becomes today: the daily run looks back some days only. */
function reminderDay(
  given: unknown,
  start: number,
  { now, clinicTimeZone, daysBefore }: ImportSettings,
): { readonly day: string } | { readonly problem: string } {
  const [today = ""] = lastDays(now, clinicTimeZone, 0);
  const [before = "", ...others] = lastDays(start, clinicTimeZone, daysBefore);
  const appointmentDay = others.at(-1) ?? before;
  if (given === undefined || given === null || given === "") return { day: later(before, today) };
  if (typeof given !== "string" || !isDay(given)) return { problem: "must be a day that exists, such as 2026-11-30" };
  if (given > appointmentDay) return { problem: "must not be after the day of the appointment" };
  return { day: later(given, today) };
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
}
