/** When a window of the day is open on the clock of a place: by what the clock shows, also on days when it is changed. */
import { includesMinute, type WindowHours } from "../../../contracts/clinics/send-window";
import { periodAt } from "./zone-period";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A window in a place. */
export interface LocalWindow extends WindowHours {
  /** IANA */
  readonly zone: string;
}

/** @param moment ms since 1970 */
export function isOpen(window: LocalWindow, moment: number): boolean {
  return isOpenAt(window, timeOfDay(moment + periodAt(moment, window.zone).offset));
}

/**
 * The first moment that is open. An hour that the clocks skip can take a window's beginning, or all of it, and an hour
 * that they repeat can open it twice.
 * @param moment ms since 1970
 * @param before ms since 1970, not included
 * @returns ms since 1970: `moment` itself if it is open; undefined if none is left
 */
export function nextOpening(window: LocalWindow, moment: number, before: number): number | undefined {
  for (let from = moment; from < before; ) {
    const { offset, until } = periodAt(from, window.zone);
    const shown = timeOfDay(from + offset);
    const opening = isOpenAt(window, shown) ? from : from + timeOfDay(window.opens * MINUTE - shown);
    if (opening < Math.min(until, before)) return opening;
    from = until;
  }
  return undefined;
}

/**
 * The last moment before another at which the window closes: everything just before it was open.
 * @param moment ms since 1970
 * @param after ms since 1970
 * @returns ms since 1970, the first closed moment; undefined if the window was not open after `after`
 */
export function lastClosing(window: LocalWindow, moment: number, after: number): number | undefined {
  for (let until = moment; until > after; ) {
    const { offset, from } = periodAt(until - 1, window.zone);
    const shown = timeOfDay(until - 1 + offset);
    const closing = isOpenAt(window, shown) ? until : until - 1 - timeOfDay(shown - window.closes * MINUTE);
    if (closing > Math.max(from, after)) return closing;
    until = from;
  }
  return undefined;
}

/** @param shown ms after midnight */
function isOpenAt(hours: WindowHours, shown: number): boolean {
  return includesMinute(hours, shown / MINUTE);
}

/** @returns ms after midnight, from 0 */
function timeOfDay(local: number): number {
  return ((local % DAY) + DAY) % DAY;
}
