/** The effect of a clock change on an hour. */
import * as calendar from "temporal-polyfill/fns/Calendar";
import * as instant from "temporal-polyfill/fns/Instant";
import * as plainDateTime from "temporal-polyfill/fns/PlainDateTime";
import * as zonedDateTime from "temporal-polyfill/fns/ZonedDateTime";

/** `skipped`: the clocks of the zone do not show it that day. `twice`: they show it two times, about an hour apart. */
export type LocalHour = "ordinary" | "skipped" | "twice";

/**
 * Classifies a local date and time.
 * @param localTime ISO 8601 without an offset
 * @param timeZone IANA zone
 */
export function localHour(localTime: string, timeZone: string): LocalHour {
  const local = plainDateTime.fromString(localTime, calendar.getISO);
  const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) =>
    plainDateTime.toZonedDateTime(local, timeZone, { disambiguation }),
  ) as [zonedDateTime.Record, zonedDateTime.Record];
  if (earlier.epochMilliseconds === later.epochMilliseconds) return "ordinary";
  // In a gap, both candidates show another time than the given one (RFC 5545, section 3.3.5).
  const shown = zonedDateTime.toPlainDateTime(earlier);
  return plainDateTime.compare(shown, local) === 0 ? "twice" : "skipped";
}

/**
 * Whether the clocks of the zone show the local time of this moment twice that day.
 * @param start ms since 1970
 * @param timeZone IANA zone
 */
export function comesTwice(start: number, timeZone: string): boolean {
  const zoned = instant.toZonedDateTimeISO(instant.fromEpochMilliseconds(start), timeZone);
  return localHour(plainDateTime.toString(zonedDateTime.toPlainDateTime(zoned)), timeZone) === "twice";
}

/**
 * The local date and time of a moment, as a moment whose clock in UTC shows them.
 * @param start ms since 1970
 * @param timeZone IANA zone
 * @returns ms since 1970
 */
export function wallClock(start: number, timeZone: string): number {
  const zoned = instant.toZonedDateTimeISO(instant.fromEpochMilliseconds(start), timeZone);
  return start + zonedDateTime.offsetNanoseconds(zoned) / 1_000_000;
}
