/** AWS's time. The clock of an operator's machine may be wrong by hours, which the SDK corrects in its signatures. */
import type { Clock } from "../../domain/ports";

/** An SDK client. After each response it knows how far AWS's clock is ahead of the machine's (ms), to the second. */
interface Client {
  readonly config: { readonly systemClockOffset?: number };
}

/** ms up to which two clocks count as the same: the header `Date` has whole seconds, and the response takes time. */
const SAME = 10_000;

/** @param client a client that has had a response; otherwise the machine's time is used */
export function awsClock({ config }: Client, clock: Pick<Clock, "now">): Pick<Clock, "now"> {
  return {
    now() {
      const ahead = config.systemClockOffset ?? 0;
      return clock.now() + (Math.abs(ahead) > SAME ? ahead : 0);
    },
  };
}
