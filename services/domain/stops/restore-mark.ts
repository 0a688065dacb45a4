/** The mark of a restore, as it is stored. */
import { RESTORE_MARK, type RestoreMark } from "../../../contracts/tables/sending-stops";
import type { StoredStops } from "./change-stops";

/**
 * @returns undefined if no restore has begun
 * @throws RangeError if the mark has no time: it was written by hand
 */
export function readRestoreMark(stops: StoredStops | undefined): RestoreMark | undefined {
  const stored = stops?.[RESTORE_MARK];
  if (stored === undefined) return undefined;
  const { to, at, by, because } = Object(stored) as Record<string, unknown>;
  if (typeof to !== "string" || Number.isNaN(Date.parse(to)))
    throw new RangeError("the mark of the restore has no time");
  return { to, at: String(at), by: String(by), because: String(because) };
}

/**
 * The mark after a restore has begun. Of two restores, the erasures since the earlier point in time are missing.
 * @param present the mark of a restore that has begun before
 */
export function markAfter(present: RestoreMark | undefined, requested: RestoreMark): RestoreMark {
  return present && Date.parse(present.to) <= Date.parse(requested.to) ? present : requested;
}
