/** Kills functions in the middle of a batch and pauses services, one after the other, at random. */
import { setTimeout as wait } from "node:timers/promises";
import { resourceNames } from "../../../contracts/resource-names";
import { HANGING_PARTS, PAUSABLE_SERVICES, type PausableService, type Pauses } from "./pauses";
import { randomChoices } from "./random-choices";

/** Outages stop after this time, so that the run can finish. */
const OUTAGES_MS = 60_000;
const INTERVAL_MS = [500, 3_000] as const;
/** Some pauses are longer than the functions' time-out for a carrier, none longer than that for the log. */
const PAUSE_MS = [500, 9_000] as const;
const KILLED_SHARE = 0.6;

export interface Outages {
  /** What has happened so far, as a line of output. */
  summary(): string;
  /** Stops the outages; every service responds again. */
  stop(): Promise<void>;
}

/** The part of the local run that outages act on. */
export interface OutageTarget extends Pick<Pauses, "pause" | "resume"> {
  /** The environment's full name, such as `dev`. */
  readonly environment: string;
  /**
   * Kills the threads of a function that are in an invocation.
   * @returns how many
   */
  kill(functionName: string): Promise<number>;
}

export function startOutages(cloud: OutageTarget, seed: number): Outages {
  const { producer, smsConsumer, emailConsumer, receiptsConsumer, receiptCollector } = resourceNames(cloud.environment);
  const killable = [producer, smsConsumer, emailConsumer, receiptsConsumer, receiptCollector];
  const random = randomChoices(seed);
  let killed = 0;
  let pauses = 0;
  const ended = new AbortController();
  const between = ([min, max]: readonly [number, number]) => min + random.fraction() * (max - min);
  const sleep = (ms: number) => wait(ms, undefined, { signal: ended.signal }).catch(() => {});

  const pauseForAWhile = async (service: PausableService) => {
    pauses += 1;
    cloud.pause(service, random.pick(HANGING_PARTS));
    await sleep(between(PAUSE_MS));
    cloud.resume(service);
  };
  const until = Date.now() + OUTAGES_MS;
  const running = (async () => {
    while (!ended.signal.aborted && Date.now() < until) {
      await sleep(between(INTERVAL_MS));
      if (ended.signal.aborted) return;
      if (random.chance(KILLED_SHARE)) killed += await cloud.kill(random.pick(killable));
      else await pauseForAWhile(random.pick(PAUSABLE_SERVICES));
    }
  })();
  return {
    summary: () =>
      `  Outages: functions were killed ${killed} times during an invocation, services were paused ${pauses} times.`,
    async stop() {
      ended.abort();
      await running;
    },
  };
}
