/** The month of a report: its days, and how much of it is known. */
import { InvalidArgumentError } from "commander";
import { dayBefore, daysBetween } from "../../../domain/appointment/appointment-time";
import { misuse } from "../../output/status";

/** How much of a month the log can have. */
export interface KnownDays {
  /** YYYY-MM */
  readonly month: string;
  /** All days of the month, YYYY-MM-DD. */
  readonly days: readonly string[];
  /** The days that have begun, oldest first: those that are read. */
  readonly begun: readonly string[];
  /** The month is not over yet. */
  readonly isRunning: boolean;
  /** Days that have begun, of which DynamoDB may have deleted items. */
  readonly expired: readonly string[];
}

/** When a report is made, and for which deployment. */
export interface Asked {
  /** ms since 1970 */
  readonly now: number;
  /** IANA zone of the deployment: the days of the log are its days. */
  readonly timeZone: string;
  /** Days after its last write for which a log item is kept. */
  readonly retentionDays: number;
}

/** Parses an option's value: an existing month. */
export function aMonth(text: string): string {
  if (!/^20\d{2}-(?:0[1-9]|1[0-2])$/.test(text))
    throw new InvalidArgumentError("Must be an existing month, such as 2027-03.");
  return text;
}

/**
 * @param month YYYY-MM
 * @throws CommandError if it has not begun
 */
export function knownDays(month: string, { now, timeZone, retentionDays }: Asked): KnownDays {
  const today = dayBefore(now, 0, timeZone);
  const days = daysOf(month);
  const begun = days.filter((day) => day <= today);
  if (begun.length === 0) throw misuse("--month is in the future", `Today is ${today} in ${timeZone}.`);
  // An item whose last write was on the first kept day or later cannot have expired.
  const firstKept = dayBefore(now, retentionDays - 1, timeZone);
  const isRunning = today <= (days.at(-1) ?? "");
  return { month, days, begun, isRunning, expired: begun.filter((day) => day < firstKept) };
}

/** @returns YYYY-MM */
export function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, "YYYY-MM".length);
}

/** Such as `March 2027`. */
export function monthName(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString("en-US", {
    year: "numeric",
    month: "long",
    timeZone: "UTC",
  });
}

function daysOf(month: string): string[] {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, "YYYY-MM-DD".length);
  return daysBetween(`${month}-01`, last);
}
