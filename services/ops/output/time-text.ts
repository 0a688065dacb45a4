/** Times in the clinic's zone, and durations. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Such as `45 s`, `12 min`, `3 h 20 min` or `2 d 4 h`.
 * @param ms
 */
export function durationText(ms: number): string {
  const past = Math.max(0, ms);
  if (past < MINUTE) return `${Math.floor(past / 1_000)} s`;
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min`;
  const [large, small, largeUnit, smallUnit] =
    past < DAY ? ([HOUR, MINUTE, "h", "min"] as const) : ([DAY, HOUR, "d", "h"] as const);
  const rest = Math.floor((past % large) / small);
  return `${Math.floor(past / large)} ${largeUnit}${rest > 0 ? ` ${rest} ${smallUnit}` : ""}`;
}

/**
 * Such as `Wed, Dec 2, 2026, 14:30:05 EST`.
 * @param ms since 1970
 * @param timeZone IANA
 */
export function momentText(ms: number, timeZone: string, seconds = true): string {
  return new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds && { second: "2-digit" }),
    hourCycle: "h23",
    timeZoneName: "short",
  }).format(ms);
}
