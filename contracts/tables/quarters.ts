/** Quarters of an hour in UTC, such as `2027-03-01T14:15`: values of `reminderDate` that the sweep reads. */

/** ms */
export const QUARTER = 15 * 60_000;

/**
 * The quarter in which a moment lies.
 * @param moment ms since 1970
 */
export function quarterOf(moment: number): string {
  return new Date(Math.floor(moment / QUARTER) * QUARTER).toISOString().slice(0, "YYYY-MM-DDTHH:MM".length);
}

/** The quarter that begins at a moment, or else the next one: what is due in it is never early. */
export function quarterFrom(moment: number): string {
  return quarterOf(Math.ceil(moment / QUARTER) * QUARTER);
}

/** The quarters from the one in which `from` lies to the one in which `to` lies, oldest first; none if `from` is later. */
export function quartersBetween(from: number, to: number): string[] {
  const first = Math.floor(from / QUARTER);
  const count = Math.max(Math.floor(to / QUARTER) - first + 1, 0);
  return Array.from({ length: count }, (_, index) => quarterOf((first + index) * QUARTER));
}

/** @returns ms since 1970 at which the quarter begins; undefined if the text is not a quarter */
export function quarterStart(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:(?:00|15|30|45)$/.test(text)) return undefined;
  const moment = Date.parse(`${text}Z`);
  // JavaScript reads 24:00, and 30 February, as the next day.
  return !Number.isNaN(moment) && quarterOf(moment) === text ? moment : undefined;
}
