import type { Channel } from "../../../contracts/delivery-log";
import type { Clock } from "../ports";
import type { Stops } from "./stops";

/** ms, from the start of the read. A send can start this long after a stop. */
const CACHE_MS = 1_000;

/**
 * Caches the stopped channels for a second.
 * @param read returns the channels that are stopped now
 */
export function cachedStops(read: () => Promise<ReadonlySet<Channel>>, clock: Pick<Clock, "now">): Stops {
  let last: { readonly at: number; readonly stopped: Promise<ReadonlySet<Channel>> } | undefined;
  return {
    async isStopped(channel) {
      const now = clock.now();
      if (!last || now - last.at >= CACHE_MS || now < last.at) {
        const reading = { at: now, stopped: read() };
        last = reading;
        // A failed read is not cached.
        reading.stopped.catch(() => {
          if (last === reading) last = undefined;
        });
      }
      return (await last.stopped).has(channel);
    },
  };
}
