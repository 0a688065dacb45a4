/** Consumers that make a mistake about what an operator has stopped. */
import type { Channel } from "../../../contracts/delivery-log";
import { STOPPED_CODE } from "../../../contracts/sending-stops";
import { remindBySms } from "../../../services/domain/delivery/remind-by-sms";
import type { Queue } from "../../../services/domain/ports";
import { RetryLater } from "../../../services/domain/retry/failure";
import type { Stops } from "../../../services/domain/stops/stops";
import type { Variant } from "./variant";

/** Never looks at the other channel's stop. */
function blindTo(channel: Channel, stops: Stops): Stops {
  return { isStopped: async (asked) => asked !== channel && (await stops.isStopped(asked)) };
}

/** Takes the other channel for stopped, too. */
function afraidOf(channel: Channel, stops: Stops): Stops {
  return { isStopped: async (asked) => asked === channel || (await stops.isStopped(asked)) };
}

/** Remembers its first look for as long as it lives. */
function lookedUpOnce(stops: Stops): Stops {
  const seen = new Map<Channel, Promise<boolean>>();
  return {
    isStopped(channel) {
      const first = seen.get(channel) ?? stops.isStopped(channel);
      seen.set(channel, first);
      return first;
    },
  };
}

/** A queue that loses what waits for a start. */
function losing(queue: Queue): Queue {
  return { send: async (message) => (message.delaySeconds === 300 ? undefined : queue.send(message)) };
}

export const BROKEN_STOPS: Readonly<Record<string, Variant>> = {
  "a stop that is looked up once": { change: (deps) => ({ ...deps, stops: lookedUpOnce(deps.stops) }) },
  "a stop that is not looked up just before the send": {
    remind: (reminder, deps) => remindBySms(reminder, { ...deps, stops: lookedUpOnce(deps.stops) }),
  },
  "a stop that emails do not obey": { changeEmail: (deps) => ({ ...deps, stops: blindTo("EMAIL", deps.stops) }) },
  "a stop by which messages fail": {
    remind: async (reminder, deps) => {
      const ending = await remindBySms(reminder, deps);
      if (ending.kind === "stopped") throw new RetryLater(STOPPED_CODE);
      return ending;
    },
  },
  "a stop that loses what waits": { change: (deps) => ({ ...deps, ownQueue: losing(deps.ownQueue) }) },
  "a stopped text that waits until its appointment": {
    change: (deps) => ({ ...deps, stops: afraidOf("EMAIL", deps.stops) }),
  },
};
