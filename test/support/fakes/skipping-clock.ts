import type { Clock } from "../../../services/domain/ports";

/** A clock that starts at 0 and advances with each wait, without waiting. */
export function skippingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
  };
}
