/** Which time a digest covers. Nothing falls between two digests; some of what happened near the border may be in both. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * What happened this long before the last digest is in the next one, too: an index is behind its table, and the clocks of
 * two functions differ. Ten minutes are far more than either takes.
 */
const OVERLAP = 10 * MINUTE;
/** How far the first digest looks back, and how far every digest looks for appointments that are still ahead. */
const LOOK_BACK = 7 * DAY;
/** How far a digest looks back at most, after a long time without one. */
export const MAX_LOOK_BACK = 31 * DAY;

/** All times in ms since 1970. */
export interface DigestWindow {
  readonly now: number;
  /** What came to need a person from then on is new. */
  readonly since: number;
  /** Of what did from then on, and before {@link since}, only that counts whose appointment is still ahead. */
  readonly openSince: number;
  /** When the last digest was made, if what followed it is too long ago to be in this one. */
  readonly leftOutFrom?: number;
}

/**
 * @param digestedTo when the last digest was made: ISO 8601, UTC. A time that a wrong clock wrote, or that is missing, is as
 * good as none.
 * @param now ms since 1970
 */
export function digestWindow(digestedTo: string | undefined, now: number): DigestWindow {
  const last = Date.parse(digestedTo ?? "");
  if (!(last <= now)) return windowFrom(now - LOOK_BACK, now);
  const earliest = now - MAX_LOOK_BACK;
  if (last < earliest) return { ...windowFrom(earliest, now), leftOutFrom: last };
  return windowFrom(last - OVERLAP, now);
}

/**
 * @param since ms since 1970
 * @param now ms since 1970
 */
export function windowFrom(since: number, now: number): DigestWindow {
  return { now, since, openSince: Math.min(since, now - LOOK_BACK) };
}
