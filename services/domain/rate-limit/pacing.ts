import type { Clock, Logger } from "../ports";
import { errorCode, OutOfTime } from "../retry/failure";
import type { Pacing, Quota, Reservation } from "./rate-limit";

/** ms: less is what adding fractions in another order leaves, and worth no call. */
const LEAST_GIVEN_BACK = 0.001;

export interface PacingSettings {
  /** Message parts of the whole account; more than 0. */
  readonly partsPerSecond: number;
  /** Texts of the whole account, however short; more than 0. */
  readonly textsPerSecond: number;
  /** Consumers that run at the same time at most. */
  readonly consumers: number;
}

export interface PacingDependencies {
  readonly quota: Quota;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Spaces message parts evenly, over all consumers that share a quota. Texts that join in the same moment, those of a
 * batch, reserve their turns together, and take them in the order in which they are ready; what is left over, since
 * some are not sent after all, is given back.
 *
 * Where the quota is out of reach, the consumer keeps to its even share of the rate by itself: reminders go on.
 */
export function pacing(settings: PacingSettings, deps: PacingDependencies): Pacing {
  const own = quotaInMemory(deps.clock);
  let joining: Round | undefined;

  const join = (parts: number, deadline: number): Seat => {
    joining ??= openRound();
    return joining.add(spanOf(parts, settings), deadline);
  };

  const openRound = () => {
    const closed = Promise.resolve().then(() => {
      joining = undefined;
    });
    return new Round(closed, deps, own, settings.consumers);
  };

  return {
    join(parts, deadline) {
      let seat: Seat | undefined = join(parts, deadline);
      let left: Promise<void> | undefined;
      return {
        take() {
          const taken = seat ?? join(parts, deadline);
          seat = undefined;
          return taken.take();
        },
        async leave() {
          left ??= seat?.leave();
          seat = undefined;
          await left;
        },
      };
    },
  };
}

/** ms of the account's rate that a text takes. */
function spanOf(parts: number, { partsPerSecond, textsPerSecond }: PacingSettings): number {
  return 1_000 * Math.max(parts / partsPerSecond, 1 / textsPerSecond);
}

interface Seat {
  take(): Promise<void>;
  leave(): Promise<void>;
}

interface Reserved {
  /** Undefined where it would be too late. */
  readonly reservation: Reservation | undefined;
  /** Times that each turn is longer than at the whole rate. */
  readonly slower: number;
}

/** Texts that reserve together. */
class Round {
  #span = 0;
  #latest = Number.POSITIVE_INFINITY;
  #undecided = 0;
  #taken = 0;
  readonly #reserved: Promise<Reserved>;

  /** @param closed when no more texts join */
  constructor(
    closed: Promise<void>,
    private readonly deps: PacingDependencies,
    private readonly own: Quota,
    private readonly consumers: number,
  ) {
    this.#reserved = closed.then(() => this.#reserve());
  }

  add(span: number, deadline: number): Seat {
    this.#span += span;
    this.#undecided += 1;
    this.#latest = Math.min(this.#latest, deadline);
    return {
      take: () => this.#take(span, deadline),
      leave: () => this.#decide(),
    };
  }

  async #reserve(): Promise<Reserved> {
    // The last of them is to end its turn in time.
    const from = (quota: Quota, slower: number) =>
      quota.reserve(this.#span * slower, this.#latest - this.#span * slower);
    try {
      return { reservation: await from(this.deps.quota, 1), slower: 1 };
    } catch (error) {
      this.deps.logger.error("quota not reserved", { code: errorCode(error) });
      return { reservation: await from(this.own, this.consumers), slower: this.consumers };
    }
  }

  async #take(span: number, deadline: number): Promise<void> {
    const { reservation, slower } = await this.#reserved;
    const before = this.#taken;
    this.#taken += span;
    void this.#decide();
    const start = reservation ? reservation.start + before * slower : await this.#startAlone(span, deadline);
    // Whoever is ready too late has no time left for the send itself.
    if (start === undefined || this.deps.clock.now() > deadline) throw new OutOfTime();
    const wait = start - this.deps.clock.now();
    if (wait > 0) await this.deps.clock.sleep(wait);
  }

  /** There is no time for all of them: whoever finds some goes, and the others are put off. */
  async #startAlone(span: number, deadline: number): Promise<number | undefined> {
    return (await this.deps.quota.reserve(span, deadline - span).catch(() => undefined))?.start;
  }

  /** The last to decide gives back what is left over. */
  async #decide(): Promise<void> {
    this.#undecided -= 1;
    const left = this.#span - this.#taken;
    if (this.#undecided > 0 || left < LEAST_GIVEN_BACK) return;
    const { reservation, slower } = await this.#reserved;
    if (!reservation || slower > 1) return;
    await this.deps.quota.giveBack(reservation, left).catch((error) => {
      this.deps.logger.error("quota not given back", { code: errorCode(error) });
    });
  }
}

/** A quota that one process has for itself. */
export function quotaInMemory(clock: Pick<Clock, "now">): Quota {
  let nextFree = 0;
  return {
    async reserve(span, latest) {
      const start = Math.max(clock.now(), nextFree);
      if (start > latest) return undefined;
      nextFree = start + span;
      return { start, end: nextFree };
    },
    async giveBack({ end }, span) {
      if (nextFree === end) nextFree -= span;
    },
  };
}
