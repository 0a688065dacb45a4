/** Consumers that handle stops wrongly. */
import type { Channel } from "../../../contracts/delivery-log";
import { STOPPED_CODE } from "../../../contracts/tables/sending-stops";
import { remindBySms } from "../../../services/domain/delivery/remind-by-sms";
import type { Queue } from "../../../services/domain/ports";
import { RetryLater } from "../../../services/domain/retry/failure";
import type { Stops } from "../../../services/domain/stops/stops";
import type { Variant } from "./variant";

/** Ignores the stop of this channel. */
function ignoring(channel: Channel, stops: Stops): Stops {
  return { isStopped: async (one, clinicId) => one !== channel && (await stops.isStopped(one, clinicId)) };
}

/** Treats this channel as stopped. */
function assumingStopped(channel: Channel, stops: Stops): Stops {
  return { isStopped: async (one, clinicId) => one === channel || (await stops.isStopped(one, clinicId)) };
}

/** Ignores the stops of single clinics. */
function ignoringClinics(stops: Stops): Stops {
  return { isStopped: async (channel) => stops.isStopped(channel, "no-such-clinic") };
}

/** Obeys the stops of another clinic, too. */
function obeyingOthers(stops: Stops): Stops {
  return {
    isStopped: async (channel, clinicId) =>
      (await stops.isStopped(channel, clinicId)) || (await stops.isStopped(channel, "another")),
  };
}

/** Caches the first read for ever. */
function lookedUpOnce(stops: Stops): Stops {
  const seen = new Map<Channel, Promise<boolean>>();
  return {
    isStopped(channel, clinicId) {
      const first = seen.get(channel) ?? stops.isStopped(channel, clinicId);
      seen.set(channel, first);
      return first;
    },
  };
}

/** A queue that loses the messages that wait for a start. */
function losing(queue: Queue): Queue {
  return { send: async (message) => (message.delaySeconds === 300 ? undefined : queue.send(message)) };
}

export const BROKEN_STOPS: Readonly<Record<string, Variant>> = {
  "a stop that is read only once": { change: (deps) => ({ ...deps, stops: lookedUpOnce(deps.stops) }) },
  "a stop that is not read just before the send": {
    remind: (reminder, deps) => remindBySms(reminder, { ...deps, stops: lookedUpOnce(deps.stops) }),
  },
  "a stop that emails ignore": { changeEmail: (deps) => ({ ...deps, stops: ignoring("EMAIL", deps.stops) }) },
  "a stop of one clinic that nobody obeys": {
    change: (deps) => ({ ...deps, stops: ignoringClinics(deps.stops) }),
  },
  "a stop of another clinic that all obey": { change: (deps) => ({ ...deps, stops: obeyingOthers(deps.stops) }) },
  "a stop that makes messages fail": {
    remind: async (reminder, deps) => {
      const ending = await remindBySms(reminder, deps);
      if (ending.kind === "stopped") throw new RetryLater(STOPPED_CODE);
      return ending;
    },
  },
  "a stop that loses waiting messages": { change: (deps) => ({ ...deps, ownQueue: losing(deps.ownQueue) }) },
  "a stopped text that waits until its appointment": {
    change: (deps) => ({ ...deps, stops: assumingStopped("EMAIL", deps.stops) }),
  },
};
