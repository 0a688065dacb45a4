import type { Channel } from "../../../contracts/delivery-log";
import type { Clock } from "../ports";
import type { Stops } from "./stops";

/** ms for which a read counts, from when it began: a send may begin this long after a stop. */
const HOLDS = 1_000;

/**
 * What operators have stopped, read once for all that ask within a second.
 * @param read the channels that are stopped now
 */
export function rememberedStops(read: () => Promise<ReadonlySet<Channel>>, clock: Pick<Clock, "now">): Stops {
  let last: { readonly at: number; readonly stopped: Promise<ReadonlySet<Channel>> } | undefined;
  return {
    async isStopped(channel) {
      const now = clock.now();
      if (!last || now - last.at >= HOLDS || now < last.at) {
        const reading = { at: now, stopped: read() };
        last = reading;
        // A failure is not remembered: the next to ask reads anew.
        reading.stopped.catch(() => {
          if (last === reading) last = undefined;
        });
      }
      return (await last.stopped).has(channel);
    },
  };
}
