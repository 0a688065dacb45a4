/** The day on which the reminder of an imported appointment is due. */
import { Temporal } from "temporal-polyfill";
import { lastDays } from "../appointment/appointment-time";
import type { Outlook } from "./predicted-outcome";

export interface ReminderDaySettings extends Pick<Outlook, "now" | "clinicTimeZone"> {
  /** Days before the appointment on which its reminder is due, unless the entry has a `reminderDate`. */
  readonly daysBefore: number;
}

export const NO_DAY = "must be a day that exists, such as 2026-11-30";
export const DAY_AFTER_APPOINTMENT = "must not be after the day of the appointment";

/** A past day becomes today, since the daily run looks back only a few days. */
export function reminderDay(
  given: unknown,
  start: number,
  settings: ReminderDaySettings,
): { readonly day: string; readonly stated: string | undefined } | { readonly problem: string } {
  const { today, before, appointmentDay } = daysOf(start, settings);
  if (given === undefined || given === null || given === "") return { day: later(before, today), stated: undefined };
  if (!isDay(given)) return { problem: NO_DAY };
  if (given > appointmentDay) return { problem: DAY_AFTER_APPOINTMENT };
  return { day: later(given, today), stated: given };
}

/**
 * The problem with the reminder's day that an entry states; undefined if there is none, or it does not state a day.
 * @param start of the appointment, in ms since 1970; undefined if it is not known
 */
export function reminderDayProblem(
  given: unknown,
  start: number | undefined,
  settings: ReminderDaySettings,
): string | undefined {
  if (given === undefined || given === null || given === "") return undefined;
  if (start === undefined) return isDay(given) ? undefined : NO_DAY;
  const day = reminderDay(given, start, settings);
  return "problem" in day ? day.problem : undefined;
}

/** Days in the clinic's zone (YYYY-MM-DD): the current one, the reminder's by default, and the appointment's. */
export function daysOf(start: number, { now, clinicTimeZone, daysBefore }: ReminderDaySettings) {
  const [today = ""] = lastDays(now, clinicTimeZone, 0);
  const [before = "", ...others] = lastDays(start, clinicTimeZone, daysBefore);
  return { today, before, appointmentDay: others.at(-1) ?? before };
}

export function later(one: string, other: string): string {
  return one > other ? one : other;
}

export function isDay(text: unknown): text is string {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
}
