/** The hours in which a clinic's patients may be texted. */

/** Switches quiet hours off. */
export const ALWAYS_OPEN = "always";

/** From the first minute to the last, which is not included; at night a clinic may still text by day, see `docs/clinics.md`. */
export const DEFAULT_SEND_WINDOW = "09:00-20:00";

const WINDOW = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

/** What a send window takes, to complete "it must be". */
export const SEND_WINDOW_TAKES = "always, or two different times of day such as 09:00-20:00";

/** A part of each day, on the clock of a place. If it closes before it opens, it goes on past midnight. */
export interface WindowHours {
  /** Minutes after midnight; the first that is open. */
  readonly opens: number;
  /** Minutes after midnight; the first that is closed again. */
  readonly closes: number;
}

/**
 * Reads a send window. Two equal times are refused: they could mean the whole day or none of it.
 * @param text `always`, or two times of day such as `09:00-20:00`; `20:00-02:00` goes on past midnight
 * @returns undefined if it is neither
 */
export function parseSendWindow(text: string): WindowHours | typeof ALWAYS_OPEN | undefined {
  if (text === ALWAYS_OPEN) return text;
  const [, ...parts] = WINDOW.exec(text) ?? [];
  const [openHour, openMinute, closeHour, closeMinute] = parts.map(Number) as [number, number, number, number];
  const hours = { opens: openHour * 60 + openMinute, closes: closeHour * 60 + closeMinute };
  return parts.length > 0 && hours.opens !== hours.closes ? hours : undefined;
}

export function isSendWindow(text: string): boolean {
  return parseSendWindow(text) !== undefined;
}

/** @param minute of the day, from 0 to under 1,440 */
export function includesMinute({ opens, closes }: WindowHours, minute: number): boolean {
  return opens < closes ? opens <= minute && minute < closes : opens <= minute || minute < closes;
}
