// Temporal's functions, since a bundle would have to include all of its classes.
import * as calendar from "temporal-polyfill/fns/Calendar";
import * as instant from "temporal-polyfill/fns/Instant";
import * as plainDate from "temporal-polyfill/fns/PlainDate";
import * as plainDateTime from "temporal-polyfill/fns/PlainDateTime";
import * as zonedDateTime from "temporal-polyfill/fns/ZonedDateTime";

/**
 * The moment an appointment starts.
 * @param appointmentTime contract v1: ISO 8601, with an offset, or local
 * @param timeZone IANA zone of a local time. A time that a clock change skips is read as if the clocks had not changed
 *   yet; of a time that occurs twice, the first is meant (RFC 5545, section 3.3.5).
 * @returns ms since 1970
 */
export function startOf(appointmentTime: string, timeZone: string): number {
  if (/(?:Z|[+-]\d{2}:\d{2})$/.test(appointmentTime)) return instant.fromString(appointmentTime).epochMilliseconds;
  const local = plainDateTime.fromString(appointmentTime, calendar.getISO);
  return plainDateTime.toZonedDateTime(local, timeZone, { disambiguation: "compatible" }).epochMilliseconds;
}

/**
 * The moment an appointment starts: see {@link startOf}.
 * @param clinicTimeZone IANA zone of a local time of an appointment without a zone
 */
export function appointmentStart(
  { appointmentTime, timeZone }: { readonly appointmentTime: string; readonly timeZone?: string },
  clinicTimeZone: string,
): number {
  return startOf(appointmentTime, timeZone ?? clinicTimeZone);
}

type Day = plainDate.Record;

function inZone(ms: number, timeZone: string): zonedDateTime.Record {
  return instant.toZonedDateTimeISO(instant.fromEpochMilliseconds(ms), timeZone);
}

/** The current day (YYYY-MM-DD) in `timeZone` at `now` (ms since 1970) and the `days` days before it, oldest first. */
export function lastDays(now: number, timeZone: string, days: number): string[] {
  const today = zonedDateTime.toPlainDate(inZone(now, timeZone));
  return Array.from({ length: days + 1 }, (_, index) =>
    plainDate.toString(plainDate.subtractDays(today, days - index)),
  );
}

/**
 * The day (YYYY-MM-DD) that lies `days` days before the one of a moment.
 * @param moment ms since 1970
 * @param timeZone IANA zone
 */
export function dayBefore(moment: number, days: number, timeZone: string): string {
  return plainDate.toString(plainDate.subtractDays(zonedDateTime.toPlainDate(inZone(moment, timeZone)), days));
}

const MINUTE = 60_000;
const dayFormatters = new Map<string, Intl.DateTimeFormat>();
/** The day of the last minute that was asked for, by zone. */
const lastDay = new Map<string, { readonly minute: number; readonly day: string }>();

/**
 * The current day (YYYY-MM-DD) at the clinic, for every write to the log: it takes a tenth of the time of {@link
 * lastDays}, and nothing in the same minute, since days begin at whole minutes.
 * @param now ms since 1970
 * @param clinicTimeZone IANA; the same for all calls, since a formatter for each zone is kept in memory
 */
export function clinicDay(now: number, clinicTimeZone: string): string {
  const minute = Math.floor(now / MINUTE);
  const known = lastDay.get(clinicTimeZone);
  if (known?.minute === minute) return known.day;
  let formatter = dayFormatters.get(clinicTimeZone);
  if (!formatter) {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
    formatter = new Intl.DateTimeFormat("en-US", { timeZone: clinicTimeZone, ...parts });
    dayFormatters.set(clinicTimeZone, formatter);
  }
  const named = Object.fromEntries(formatter.formatToParts(now).map(({ type, value }) => [type, value]));
  const day = `${named.year}-${named.month}-${named.day}`;
  lastDay.set(clinicTimeZone, { minute, day });
  return day;
}

/**
 * The days from one to another, both included.
 * @param from YYYY-MM-DD
 * @param to YYYY-MM-DD
 */
export function daysBetween(from: string, to: string): string[] {
  const [first, last] = [from, to].map((day) => plainDate.fromString(day, calendar.getISO)) as [Day, Day];
  const days = plainDate.diffDays(first, last);
  return Array.from({ length: days + 1 }, (_, index) => plainDate.toString(plainDate.addDays(first, index)));
}

/**
 * Whether a time was given with an offset that the clinic's zone does not have at that moment: the clinic's hour alone
 * would then mislead. UTC does not count, since it does not name a location.
 * @param start the time given, in ms since 1970
 */
export function isGivenElsewhere(appointmentTime: string, start: number, clinicTimeZone: string): boolean {
  const offset = /[+-]\d{2}:\d{2}$/.exec(appointmentTime)?.[0];
  if (!offset || offset.endsWith("00:00")) return false;
  return zonedDateTime.offset(inZone(start, clinicTimeZone)) !== offset;
}

/**
 * Whether the clocks of both zones show the same time at a moment.
 * @param moment ms since 1970
 * @param zone IANA, as is `other`
 */
export function isSameOffset(moment: number, zone: string, other: string): boolean {
  return zonedDateTime.offset(inZone(moment, zone)) === zonedDateTime.offset(inZone(moment, other));
}

/** Half a year in ms: within it, a date without a year can only mean the next such date. */
const HALF_A_YEAR = 183 * 24 * 60 * 60 * 1000;

/**
 * Whether the year of an appointment can be omitted: it is the current year, or the appointment is within the next half
 * year.
 * @param start ms since 1970
 * @param now ms since 1970
 * @param timeZone IANA zone of the appointment
 */
export function isYearPlain(start: number, now: number, timeZone: string): boolean {
  if (start >= now && start - now <= HALF_A_YEAR) return true;
  return yearOf(start, timeZone) === yearOf(now, timeZone);
}

function yearOf(moment: number, timeZone: string): string {
  return plainDate.toString(zonedDateTime.toPlainDate(inZone(moment, timeZone))).replace(/-\d\d-\d\d$/, "");
}
