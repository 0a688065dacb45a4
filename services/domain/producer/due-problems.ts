/** Why the reminder of an item in the appointments table is never sent although nothing fails. */
import { isEnded } from "../../../contracts/appointment-status";
import { dueDayOf } from "../../../contracts/tables/appointments-table";
import { lastDays, startOf } from "../appointment/appointment-time";
import { type Clinics, checkForClinic, type LocatedCheck } from "../clinics/clinics";

export type DueProblemCode =
  | "NO_DATE"
  | "UNKNOWN_PART"
  | "LONG_PAST"
  | "LEFT_OVER"
  | "AFTER_APPOINTMENT"
  | "FAR_AHEAD"
  | "BREAKS_CONTRACT"
  | "NOT_IN_INDEX"
  | "NO_REMINDER_DATE";

export interface DueProblem {
  readonly code: DueProblemCode;
  readonly field: string;
  /** Without the value. */
  readonly problem: string;
}

export interface DueRules {
  /** ms since 1970 */
  readonly now: number;
  /** IANA zone: the daily run reads its days. */
  readonly clinicTimeZone: string;
  /** How many past days the daily run reads. */
  readonly catchUpDays: number;
  readonly clinics: Clinics;
}

/** Days ahead beyond which a reminder probably has a mistyped year. */
const FAR_AHEAD_DAYS = 730;
const DAY = 86_400_000;

/**
 * Finds the problems that prevent an item's reminder.
 * @param item as stored in the table, written by any program
 * @returns no problems if its reminder is due, will be due, or was queued
 */
export function dueProblems(item: Readonly<Record<string, unknown>>, rules: DueRules): DueProblem[] {
  const { reminderDate, appointmentTime, reminderQueuedAt, reminderMissedAt, reminderDeclinedAt } = item;
  const check = checkForClinic(item, rules.clinics);
  const start = check.ok ? startIn(check) : undefined;
  if (reminderDate === undefined) {
    if ((reminderQueuedAt ?? reminderMissedAt ?? reminderDeclinedAt) !== undefined) return [];
    if (check.ok) return isEnded(check.appointment.status) || startIn(check) <= rules.now ? [] : [NO_REMINDER_DATE];
    return [NO_REMINDER_DATE, breaks(check.violations[0])];
  }
  if (!isKey(reminderDate) || !isKey(appointmentTime)) {
    const field = isKey(reminderDate) ? "appointmentTime" : "reminderDate";
    const problem = "is missing or not a string, so that the item is not in the index: it is never due";
    return [{ code: "NOT_IN_INDEX", field, problem }];
  }
  const day = dayProblem(reminderDate, start, rules);
  return [...(day ? [{ ...day, field: "reminderDate" }] : []), ...(check.ok ? [] : [breaks(check.violations[0])])];
}

const NO_REMINDER_DATE: DueProblem = {
  code: "NO_REMINDER_DATE",
  field: "reminderDate",
  problem: "is missing, and no reminder was queued: it is never due",
};

function dayProblem(
  reminderDate: string,
  start: number | undefined,
  rules: DueRules,
): Omit<DueProblem, "field"> | undefined {
  const { now, clinicTimeZone, catchUpDays } = rules;
  const day = dueDayOf(reminderDate);
  if (!isDay(day)) {
    return isDay(day.split("#", 1)[0] ?? "")
      ? { code: "UNKNOWN_PART", problem: "has a part that is not # and one hex digit in lower case: it is never due" }
      : { code: "NO_DATE", problem: "is not an existing day written YYYY-MM-DD: it is never due" };
  }
  const [oldest = ""] = lastDays(now, clinicTimeZone, catchUpDays);
  if (day < oldest) {
    return start !== undefined && start <= now
      ? { code: "LEFT_OVER", problem: "is too far in the past to be read again, and the appointment is over" }
      : { code: "LONG_PAST", problem: "is too far in the past to be read again: it is never due" };
  }
  const [lastUseful] = start === undefined ? [] : lastDays(start, clinicTimeZone, 0);
  if (lastUseful !== undefined && day > lastUseful) {
    return { code: "AFTER_APPOINTMENT", problem: "is after the day of the appointment: it comes too late" };
  }
  const [farthest = ""] = lastDays(now + FAR_AHEAD_DAYS * DAY, clinicTimeZone, 0);
  if (day > farthest) return { code: "FAR_AHEAD", problem: "is more than two years ahead: is the year right?" };
  return undefined;
}

function breaks({ field, problem }: Pick<DueProblem, "field" | "problem">): DueProblem {
  return { code: "BREAKS_CONTRACT", field, problem: `${problem}: the daily run refuses it each time` };
}

function startIn({ appointment, clinic }: Extract<LocatedCheck, { ok: true }>): number {
  return startOf(appointment.appointmentTime, appointment.timeZone ?? clinic.timeZone);
}

/** Whether a value can be a key of the index. */
function isKey(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
