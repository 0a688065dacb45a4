import { Temporal } from "temporal-polyfill";

/** How many years of clock changes to check. */
const YEARS_AHEAD = 10;

/**
 * The next day on which the clocks skip a time of day. EventBridge Scheduler skips the run on that day. A time that occurs
 * twice when the clocks go back runs once ("Schedule types", EventBridge Scheduler User Guide).
 * @param timeOfDay HH:MM
 * @param timeZone IANA
 * @param from start of the search
 * @returns YYYY-MM-DD; undefined if no clock change within ten years skips it
 */
export function nextDayWithout(timeOfDay: string, timeZone: string, from: Temporal.Instant): string | undefined {
  const time = Temporal.PlainTime.from(timeOfDay);
  const start = from.toZonedDateTimeISO(timeZone);
  const end = start.add({ years: YEARS_AHEAD });
  let change = start.getTimeZoneTransition("next");
  while (change && Temporal.ZonedDateTime.compare(change, end) < 0) {
    // The local time if the clocks had not changed.
    const before = change.subtract({ nanoseconds: 1 }).toPlainDateTime().add({ nanoseconds: 1 });
    const after = change.toPlainDateTime();
    const skipped = [before.toPlainDate(), after.toPlainDate()]
      .map((day) => day.toPlainDateTime(time))
      .find((at) => isWithin(at, before, after));
    if (skipped) return skipped.toPlainDate().toString();
    change = change.getTimeZoneTransition("next");
  }
  return undefined;
}

/** Includes `start`, excludes `end`. */
function isWithin(at: Temporal.PlainDateTime, start: Temporal.PlainDateTime, end: Temporal.PlainDateTime): boolean {
  return Temporal.PlainDateTime.compare(at, start) >= 0 && Temporal.PlainDateTime.compare(at, end) < 0;
}
