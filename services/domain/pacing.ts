import { errorCode, OutOfTime } from "./failure";
import type { Clock, Logger, Pacing, Quota, Turn } from "./ports";

/** ms that those who are ready wait for the others of their batch, so that one reservation serves them all. */
const LONGEST_WAIT_FOR_OTHERS = 100;

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

interface Asking {
  readonly parts: number;
  readonly deadline: number;
  readonly go: (turn: Promise<void>) => void;
}

/**
 * Spaces message parts evenly, over all consumers that share a quota. Messages that are worked at the same time reserve
 * together: as soon as each of them has asked for its turn or needs none, or shortly after the first has asked.
 *
 * Where the quota is out of reach, the consumer keeps to its even share of the rate by itself: reminders go on.
 */
export function pacing(settings: PacingSettings, { quota, clock, logger }: PacingDependencies): Pacing {
  const own = quotaInMemory(clock);
  let undecided = 0;
  let asking: Asking[] = [];

  const reserve = async (span: number, latest: number) => {
    try {
      return { start: await quota.reserve(span, latest), slower: 1 };
    } catch (error) {
      logger.error("quota not reserved", { code: errorCode(error) });
      const slower = settings.consumers;
      return { start: await own.reserve(span * slower, latest), slower };
    }
  };

  const spanOf = ({ parts }: Asking) => 1_000 * Math.max(parts / settings.partsPerSecond, 1 / settings.textsPerSecond);

  const giveTurns = async (round: readonly Asking[]) => {
    const offsets: number[] = [];
    let span = 0;
    for (const one of round) {
      offsets.push(span);
      span += spanOf(one);
    }
    // The last of them is to begin in time.
    const latest = Math.min(...round.map(({ deadline }) => deadline)) - (offsets.at(-1) ?? 0);
    const { start, slower } = await reserve(span, latest);
    if (start === undefined) throw new OutOfTime();
    return offsets.map((offset) => start + offset * slower);
  };

  const close = () => {
    const round = asking;
    asking = [];
    if (round.length === 0) return;
    const turns = giveTurns(round);
    round.forEach(({ go }, index) => {
      go(turns.then((all) => waitUntil(all[index] ?? 0, clock)));
    });
  };

  const closeInTime = async (round: readonly Asking[]) => {
    await clock.sleep(LONGEST_WAIT_FOR_OTHERS);
    if (asking === round) close();
  };

  return {
    join(): Turn {
      undecided += 1;
      let decided = false;
      const decide = () => {
        if (!decided) undecided -= 1;
        decided = true;
        if (undecided === 0) close();
      };
      return {
        take(parts, deadline) {
          const turn = new Promise<void>((go) => asking.push({ parts, deadline, go }));
          decide();
          if (asking.length === 1) void closeInTime(asking);
          return turn;
        },
        leave: decide,
      };
    },
  };
}

/** A quota that one process has for itself. */
export function quotaInMemory(clock: Pick<Clock, "now">): Quota {
  let nextFree = 0;
  return {
    async reserve(span, latest) {
      const start = Math.max(clock.now(), nextFree);
      if (start > latest) return undefined;
      nextFree = start + span;
      return start;
    },
  };
}

async function waitUntil(time: number, clock: Clock): Promise<void> {
  if (time > clock.now()) await clock.sleep(time - clock.now());
}
