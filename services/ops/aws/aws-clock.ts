/** AWS's time. The clock of an operator's machine may be wrong by hours: the SDK corrects its signatures for that. */
import type { Clock } from "../../domain/ports";

/** An SDK client. After each answer it knows how far AWS's clock is ahead of the machine's (ms), to the second. */
interface Client {
  readonly config: { readonly systemClockOffset?: number };
}

/** ms up to which two clocks count as the same: the answers' `Date` has whole seconds, and was a while on its way. */
const SAME = 10_000;

/** @param client one that has had an answer; without one it is the machine's time */
export function awsClock({ config }: Client, clock: Pick<Clock, "now">): Pick<Clock, "now"> {
  return {
    now() {
      const ahead = config.systemClockOffset ?? 0;
      return clock.now() + (Math.abs(ahead) > SAME ? ahead : 0);
    },
  };
}
