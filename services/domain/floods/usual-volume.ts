/** How many reminders a day are usual, and how many more may be a mistake. */

export interface FloodSettings {
  /** How many times the usual volume is allowed; `off` switches the guard off. */
  readonly factor: number | "off";
  /** So many a day are always allowed. */
  readonly minimum: number;
}

/** By day, YYYY-MM-DD. */
export type DailyCounts = Readonly<Record<string, number>>;

/** Days before today whose highest count is the usual volume: four of each day of the week. */
const USUAL_DAYS = 28;
/**
 * Days with reminders that must be known. Until then nothing is held: a clinic that has just begun has no usual volume,
 * and its first days must not wait for an operator.
 */
export const DAYS_TO_LEARN = 7;

export interface AllowedVolume {
  /** The highest count of the last 28 days. */
  readonly usual: number;
  /** The highest count that is not held. */
  readonly limit: number;
}

/**
 * @param today YYYY-MM-DD; its own count does not matter
 * @returns undefined if any volume is allowed
 */
export function allowedVolume(
  counts: DailyCounts,
  today: string,
  { factor, minimum }: FloodSettings,
): AllowedVolume | undefined {
  if (factor === "off") return undefined;
  const known = Object.entries(recentCounts(counts, today)).filter(([day, count]) => day < today && count > 0);
  if (known.length < DAYS_TO_LEARN) return undefined;
  const usual = Math.max(...known.map(([, count]) => count));
  return { usual, limit: Math.max(minimum, factor * usual) };
}

/** The counts without those that are too old, or of a day that a wrong clock can have written. */
export function recentCounts(counts: DailyCounts, today: string): DailyCounts {
  const first = dayAfter(today, -USUAL_DAYS);
  return Object.fromEntries(
    Object.entries(counts).filter(([day, count]) => day >= first && day <= today && Number.isFinite(count)),
  );
}

/**
 * Whether a day's count is of no use any more. Tomorrow's is: another clock may be ahead by a moment.
 * @param day of the count
 */
export function isOutdated(day: string, today: string): boolean {
  return day < dayAfter(today, -USUAL_DAYS) || day > dayAfter(today, 1);
}

/** Dates alone, as in UTC: no day has another length. */
function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, day.length);
}
