/** Why the reminder of an item in the appointments table is never sent although nothing fails. */
import { isEnded } from "../../../contracts/appointment-status";
import { STEP_RULE } from "../../../contracts/reminder-plan";
import { dueDayOf } from "../../../contracts/tables/appointments-table";
import { QUARTER, quarterStart } from "../../../contracts/tables/quarters";
import { appointmentStart, lastDays } from "../appointment/appointment-time";
import { type Clinics, checkForClinic, type LocatedCheck } from "../clinics/clinics";
import { sweepFrom } from "../plan/sweep-beginning";
import { readStep } from "./check-due";

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
  /** How many past days the daily run reads, and a sweep at most. */
  readonly catchUpDays: number;
  /** The quarter up to which the sweep has queued everything; undefined if it is not known. */
  readonly sweptTo?: string;
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
  const { reminderDate, reminderStep, appointmentTime, reminderQueuedAt, reminderMissedAt, reminderDeclinedAt } = item;
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
  const due = dueProblem(reminderDate, start, rules);
  return [
    ...(due ? [{ ...due, field: "reminderDate" }] : []),
    ...(readStep(reminderStep) ? [] : [breaks(STEP_RULE)]),
    ...(check.ok ? [] : [breaks(check.violations[0])]),
  ];
}

/** Whether no run will read the reminder of an item that has a `reminderDate`, or each run refuses its step. */
export function isNeverDue(item: Readonly<Record<string, unknown>>, rules: DueRules): boolean {
  const isOfReminder = ({ code, field }: DueProblem) =>
    code !== "FAR_AHEAD" && (field === "reminderDate" || field === "reminderStep");
  return dueProblems(item, rules).some(isOfReminder);
}

const NO_REMINDER_DATE: DueProblem = {
  code: "NO_REMINDER_DATE",
  field: "reminderDate",
  problem: "is missing, and no reminder was queued: it is never due",
};

type ReminderProblem = Omit<DueProblem, "field">;

function dueProblem(reminderDate: string, start: number | undefined, rules: DueRules): ReminderProblem | undefined {
  const day = dueDayOf(reminderDate);
  const quarter = quarterStart(day);
  if (quarter !== undefined) return quarterProblem(quarter, start, rules);
  if (!isDay(day)) {
    const [withoutPart = ""] = day.split("#", 1);
    return isDay(withoutPart) || quarterStart(withoutPart) !== undefined
      ? { code: "UNKNOWN_PART", problem: "has a part that is not # and one hex digit in lower case: it is never due" }
      : {
          code: "NO_DATE",
          problem: "is not an existing day written YYYY-MM-DD, nor a quarter of an hour: it is never due",
        };
  }
  return dayProblem(day, start, rules);
}

function dayProblem(day: string, start: number | undefined, rules: DueRules): ReminderProblem | undefined {
  const { now, clinicTimeZone, catchUpDays } = rules;
  const [oldest = ""] = lastDays(now, clinicTimeZone, catchUpDays);
  if (day < oldest) return pastProblem(start, now);
  const [lastUseful] = start === undefined ? [] : lastDays(start, clinicTimeZone, 0);
  if (lastUseful !== undefined && day > lastUseful) {
    return { code: "AFTER_APPOINTMENT", problem: "is after the day of the appointment: it comes too late" };
  }
  const [farthest = ""] = lastDays(now + FAR_AHEAD_DAYS * DAY, clinicTimeZone, 0);
  return day > farthest ? FAR_AHEAD : undefined;
}

/** @param quarter its beginning, in ms since 1970 */
function quarterProblem(quarter: number, start: number | undefined, rules: DueRules): ReminderProblem | undefined {
  const { now, catchUpDays, sweptTo } = rules;
  const oldest = sweptTo === undefined ? now - catchUpDays * DAY : sweepFrom(sweptTo, now, catchUpDays);
  if (quarter < Math.floor(oldest / QUARTER) * QUARTER) return pastProblem(start, now);
  if (start !== undefined && quarter >= start) {
    return { code: "AFTER_APPOINTMENT", problem: "is after the start of the appointment: it comes too late" };
  }
  return quarter > now + FAR_AHEAD_DAYS * DAY ? FAR_AHEAD : undefined;
}

const FAR_AHEAD: ReminderProblem = {
  code: "FAR_AHEAD",
  problem: "is more than two years ahead: is the year right?",
};

function pastProblem(start: number | undefined, now: number): ReminderProblem {
  return start !== undefined && start <= now
    ? { code: "LEFT_OVER", problem: "is too far in the past to be read again, and the appointment is over" }
    : { code: "LONG_PAST", problem: "is too far in the past to be read again: it is never due" };
}

function breaks({ field, problem }: Pick<DueProblem, "field" | "problem">): DueProblem {
  return { code: "BREAKS_CONTRACT", field, problem: `${problem}: each run refuses it` };
}

function startIn({ appointment, clinic }: Extract<LocatedCheck, { ok: true }>): number {
  return appointmentStart(appointment, clinic.timeZone);
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
