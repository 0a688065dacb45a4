/** A guard against floods with a mistake. */
import { PHONE_FLOOD_CODE } from "../../../contracts/tables/texted-phones";
import { remindBySms } from "../../../services/domain/delivery/remind-by-sms";
import type { TextedPhones } from "../../../services/domain/floods/phone-guard";
import type { Reservation } from "../../../services/domain/rate-limit/rate-limit";
import { RetryLater } from "../../../services/domain/retry/failure";
import type { Dependencies, RunGuard, Variant } from "./variant";

function withPhones(change: (phones: TextedPhones) => TextedPhones): Variant {
  return {
    change: (deps: Dependencies) => (deps.textedPhones ? { ...deps, textedPhones: change(deps.textedPhones) } : deps),
  };
}

function withRunHistory(change: (history: RunGuard["runHistory"]) => Partial<RunGuard["runHistory"]>): Variant {
  return {
    changeRunGuard: (guard) => ({ ...guard, runHistory: { ...guard.runHistory, ...change(guard.runHistory) } }),
  };
}

/** Each attempt counts, as if it were another notification. */
function countingAttempts(phones: TextedPhones): TextedPhones {
  let attempts = 0;
  return {
    count(phoneDigest, day, notificationId) {
      attempts += 1;
      return phones.count(phoneDigest, day, `${notificationId}-${attempts}`);
    },
  };
}

/** A process keeps in mind which phones were full. */
function rememberingRefusals(phones: TextedPhones): TextedPhones {
  const full = new Set<string>();
  return {
    async count(phoneDigest, day, notificationId) {
      const key = `${day}:${phoneDigest}`;
      if (!full.has(key) && (await phones.count(phoneDigest, day, notificationId))) return true;
      full.add(key);
      return false;
    },
  };
}

/** Reservations in which a call does nothing. */
function withReservations(change: Partial<Reservation>): Variant {
  return {
    change: (deps: Dependencies) => ({
      ...deps,
      rateLimiter: { reserve: (...text) => ({ ...deps.rateLimiter.reserve(...text), ...change }) },
    }),
  };
}

export const BROKEN_FLOODS: Readonly<Record<string, Variant>> = {
  "a flood to a phone that nobody holds": withPhones(() => ({ count: async () => true })),
  "a flood to a phone in which each attempt counts": withPhones(countingAttempts),
  "a released phone whose texts go on waiting": withPhones(rememberingRefusals),
  "a flood to a phone that makes messages fail": {
    remind: async (reminder, deps) => {
      const ending = await remindBySms(reminder, deps);
      if (ending.kind === "flood-held") throw new RetryLater(PHONE_FLOOD_CODE);
      return ending;
    },
  },
  "a flood of texts that nobody holds": {
    changeFeedGuard: (guard) => ({ ...guard, room: () => Number.POSITIVE_INFINITY }),
  },
  "released texts that go on waiting": {
    changeFeedGuard: (guard) => ({ ...guard, room: ({ counts }, day) => guard.room({ counts }, day) }),
  },
  "a text that counts although it was not sent": withReservations({ cancel: async () => {} }),
  "a text that was sent and does not count": withReservations({ sent: () => {} }),
  "a held daily run that queues all the same": {
    changeRunGuard: (guard) => ({ ...guard, floods: { ...guard.floods, factor: "off" } }),
  },
  "a due list that is counted twice": {
    changeRunGuard: (guard) => ({
      ...guard,
      dueCounter: { count: async (...list) => 2 * (await guard.dueCounter.count(...list)) },
    }),
  },
  "a held daily run that nobody can release": withRunHistory(() => ({ hold: async () => {} })),
  "a released daily run that is held again": withRunHistory((history) => ({
    read: async () => ({ ...(await history.read()), isReleased: false }),
  })),
};
