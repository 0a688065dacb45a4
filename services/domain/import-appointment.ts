/** What becomes of one entry of a file that is imported into the appointments table. */
import { Temporal } from "temporal-polyfill";
import {
  type AppointmentMessage,
  appointmentMessageSchema,
  type ContractViolation,
  checkAppointment,
} from "../../contracts/appointment-message";
import { dueDayOf, duePartOf } from "../../contracts/appointments-table";
import { isTimeZone } from "../../contracts/time-zone";
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
  /** Fields of the contract that were given empty: an item loses them. What was not given at all stays as it is. */
  readonly cleared: readonly string[];
  /** The day in the clinic's zone, with its part, which spreads the reminders of a large file. */
  readonly reminderDate: string;
  /** The day of the reminder that the entry states, YYYY-MM-DD. */
  readonly statedDay: string | undefined;
  /** Does `timeZone` say when the appointment is? Not where the time has an offset. */
  readonly localTime: boolean;
  /** It has started: it is not due, and is written only where the item is still due at another time. */
  readonly over: boolean;
}

export type ImportDecision =
  | { readonly kind: "write"; readonly row: ImportedAppointment; readonly noContact: boolean }
  | { readonly kind: "over"; readonly row: ImportedAppointment }
  | { readonly kind: "reject"; readonly violations: readonly Pick<ContractViolation, "field" | "problem">[] };

/**
 * What the item was before, and became. `reminded`: the reminder was queued or missed before; it is not due again.
 * `over`: the appointment has started, and nothing is written. `withdrawn`: it has started, and the item, which was still
 * due at another time, is no longer due.
 */
export type ImportOutcome = "new" | "changed" | "unchanged" | "reminded" | "over" | "withdrawn";

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
    over: end === "EXPIRED",
  };
  return row.over ? { kind: "over", row } : { kind: "write", row, noContact: end === "NO_CONTACT" };
}

/**
 * A row as it is of a stored appointment: where the row gives no zone, a local time is read in the one that is stored.
 * @param old the item as it is stored
 */
export function inStoredZone(
  old: Readonly<Record<string, unknown>>,
  row: ImportedAppointment,
  settings: ImportSettings,
): ImportedAppointment {
  const { timeZone } = old;
  const given = row.fields.timeZone !== undefined || row.cleared.includes("timeZone");
  if (given || !row.localTime || typeof timeZone !== "string" || !isTimeZone(timeZone)) return row;
  const start = startOf(row.fields.appointmentTime, timeZone);
  const { today, before } = daysOf(start, settings);
  const day = later(row.statedDay ?? before, today);
  const reminderDate = duePartOf(day, row.appointmentId, row.patientId);
  return { ...row, start, reminderDate, over: start <= settings.now };
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
  return Math.max(storedStart(old, clinicTimeZone) === start ? stored : stored + 1, revision);
}

/**
 * @param old the item as it is stored
 * @returns ms since 1970; undefined where the item breaks the contract
 */
export function storedStart(old: Readonly<Record<string, unknown>>, clinicTimeZone: string): number | undefined {
  const check = checkAppointment(old);
  return check.ok
    ? startOf(check.appointment.appointmentTime, check.appointment.timeZone ?? clinicTimeZone)
    : undefined;
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
  return sameDay && sameFields && row.cleared.every((field) => !(field in old)) ? "unchanged" : "changed";
}

function reject(field: string, problem: string): ImportDecision {
  return { kind: "reject", violations: [{ field, problem }] };
}

/** A day that is past becomes today: the daily run looks back some days only. */
function reminderDay(
  given: unknown,
  start: number,
  settings: ImportSettings,
): { readonly day: string; readonly stated: string | undefined } | { readonly problem: string } {
  const { today, before, appointmentDay } = daysOf(start, settings);
  if (given === undefined || given === null || given === "") return { day: later(before, today), stated: undefined };
  if (typeof given !== "string" || !isDay(given)) return { problem: "must be a day that exists, such as 2026-11-30" };
  if (given > appointmentDay) return { problem: "must not be after the day of the appointment" };
  return { day: later(given, today), stated: given };
}

/** Days in the clinic's zone (YYYY-MM-DD): the current one, the reminder's by default, and the appointment's. */
function daysOf(start: number, { now, clinicTimeZone, daysBefore }: ImportSettings) {
  const [today = ""] = lastDays(now, clinicTimeZone, 0);
  const [before = "", ...others] = lastDays(start, clinicTimeZone, daysBefore);
  return { today, before, appointmentDay: others.at(-1) ?? before };
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
