import { type StopTarget, stopTarget } from "../../../contracts/tables/sending-stops";
import type { Clock } from "../ports";
import type { Stops } from "./stops";

/** ms, from the start of the read. A send can start this long after a stop. */
const CACHE_MS = 1_000;

/**
 * Caches what is stopped for a second.
 * @param read returns what is stopped now
 */
export function cachedStops(read: () => Promise<ReadonlySet<StopTarget>>, clock: Pick<Clock, "now">): Stops {
  let last: { readonly at: number; readonly stopped: Promise<ReadonlySet<StopTarget>> } | undefined;
  return {
    async isStopped(channel, clinicId) {
      const now = clock.now();
      if (!last || now - last.at >= CACHE_MS || now < last.at) {
        const reading = { at: now, stopped: read() };
        last = reading;
        // A failed read is not cached.
        reading.stopped.catch(() => {
          if (last === reading) last = undefined;
        });
      }
      const stopped = await last.stopped;
      return stopped.has(channel) || stopped.has(stopTarget(channel, clinicId));
    },
  };
}
