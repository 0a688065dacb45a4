/** Holds the texts of a day that has had far more of them than usual, until an operator releases them. */

import type { TextVolume } from "../../../contracts/tables/sms-rate-limit";
import { clinicDay } from "../appointment/appointment-time";
import type { Clock } from "../ports";
import { allowedVolume, type FloodSettings } from "./usual-volume";

/** Decides by the counts that each reservation of the account's rate returns. */
export interface FeedGuard {
  /** The day that a text counts for now, YYYY-MM-DD. */
  today(): string;
  /**
   * @param day YYYY-MM-DD
   * @returns how many more texts may go out on the day; negative if it has had more than it may
   */
  room(volume: TextVolume, day: string): number;
}

/**
 * @param clinicTimeZone IANA zone of the deployment: its days count
 * @returns undefined if the guard is switched off
 */
export function feedGuard(
  floods: FloodSettings,
  clinicTimeZone: string,
  clock: Pick<Clock, "now">,
): FeedGuard | undefined {
  if (floods.factor === "off") return undefined;
  return {
    today: () => clinicDay(clock.now(), clinicTimeZone),
    room: (volume, day) => roomFor(volume, day, floods),
  };
}

/** See {@link FeedGuard.room}. */
export function roomFor({ counts, released }: TextVolume, day: string, floods: FloodSettings): number {
  const allowed = released === day ? undefined : allowedVolume(counts, day, floods);
  return allowed ? allowed.limit - (counts[day] ?? 0) : Number.POSITIVE_INFINITY;
}
