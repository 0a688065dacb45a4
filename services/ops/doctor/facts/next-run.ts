import { Temporal } from "temporal-polyfill";

/** Today's run may be over, and tomorrow may skip that time. */
const DAYS_LOOKED_AHEAD = 3;

/** A schedule that runs once a day, at this time. */
const DAILY = /^cron\((\d{1,2}) (\d{1,2}) \* \* \? \*\)$/;

/**
 * @param expression of the scheduler
 * @returns HH:MM; undefined if it is not a daily schedule of the stack's form
 */
export function dailyTime(expression: string): string | undefined {
  const [, minute, hour] = DAILY.exec(expression) ?? [];
  return minute === undefined || hour === undefined ? undefined : `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
}

/**
 * The time of the next daily run. A time that the clocks skip does not run that day, and one that occurs twice runs
 * once ("Schedule types", EventBridge Scheduler User Guide).
 * @param time HH:MM
 * @param timeZone IANA
 * @param now ms since 1970
 * @returns ms since 1970
 */
export function nextRun(time: string, timeZone: string, now: number): number | undefined {
  const at = Temporal.PlainTime.from(time);
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  for (let days = 0; days < DAYS_LOOKED_AHEAD; days++) {
    const run = today.add({ days }).toZonedDateTime({ timeZone, plainTime: at });
    if (run.toPlainTime().equals(at) && run.epochMilliseconds > now) return run.epochMilliseconds;
  }
  return undefined;
}
