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
  const [earlier, later] = momentsOf(local, timeZone);
  if (earlier.epochMilliseconds === later.epochMilliseconds) return "ordinary";
  // In a gap, both candidates show another time than the given one (RFC 5545, section 3.3.5).
  const shown = zonedDateTime.toPlainDateTime(earlier);
  return plainDateTime.compare(shown, local) === 0 ? "twice" : "skipped";
}

/** The first and the last moment that a local time may mean. They are the same, unless the clocks change. */
function momentsOf(local: plainDateTime.Record, timeZone: string): [zonedDateTime.Record, zonedDateTime.Record] {
  return [
    plainDateTime.toZonedDateTime(local, timeZone, { disambiguation: "earlier" }),
    plainDateTime.toZonedDateTime(local, timeZone, { disambiguation: "later" }),
  ];
}

/**
 * Whether the clocks of the zone show the local time of this moment twice that day.
 * @param start ms since 1970
 * @param timeZone IANA zone
 */
export function comesTwice(start: number, timeZone: string): boolean {
  const zoned = instant.toZonedDateTimeISO(instant.fromEpochMilliseconds(start), timeZone);
  // They do show it, so it is not skipped.
  const [earlier, later] = momentsOf(zonedDateTime.toPlainDateTime(zoned), timeZone);
  return earlier.epochMilliseconds !== later.epochMilliseconds;
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
