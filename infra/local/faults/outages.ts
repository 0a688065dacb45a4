/** Functions that die in the middle of a batch and services that fall silent, one after the other, for a while. */
import { setTimeout as wait } from "node:timers/promises";
import { resourceNames } from "../../../contracts/resource-names";
import { HELD, PAUSABLE_SERVICES, type PausableService, type Pauses } from "./pauses";
import { randomChoices } from "./random-choices";

/** They end, as all that is asked is what becomes of reminders in the end. */
const LAST_MS = 60_000;
const BETWEEN_MS = [500, 3_000] as const;
/** Some are longer than the functions wait for a carrier, none longer than they wait for the log. */
const SILENCE_MS = [500, 9_000] as const;
const KILLED_SHARE = 0.6;

export interface Outages {
  /** What has happened so far, for a person. */
  told(): string;
  /** Ends them now; every service answers again. */
  stop(): Promise<void>;
}

/** A local run of the pipeline, as far as an outage changes it. */
export interface OutageTarget extends Pick<Pauses, "pause" | "resume"> {
  /** The deployment's suffix, such as `dev`. */
  readonly environment: string;
  /**
   * Ends the threads of a function that are in the middle of an invocation.
   * @returns how many
   */
  kill(functionName: string): Promise<number>;
}

export function startOutages(cloud: OutageTarget, seed: number): Outages {
  const { producer, smsConsumer, emailConsumer } = resourceNames(cloud.environment);
  const random = randomChoices(seed);
  let killed = 0;
  let silences = 0;
  const ended = new AbortController();
  const between = ([min, max]: readonly [number, number]) => min + random.fraction() * (max - min);
  const sleep = (ms: number) => wait(ms, undefined, { signal: ended.signal }).catch(() => {});

  const fallSilent = async (service: PausableService) => {
    silences += 1;
    cloud.pause(service, random.pick(HELD));
    await sleep(between(SILENCE_MS));
    cloud.resume(service);
  };
  const until = Date.now() + LAST_MS;
  const happening = (async () => {
    while (!ended.signal.aborted && Date.now() < until) {
      await sleep(between(BETWEEN_MS));
      if (ended.signal.aborted) return;
      if (random.chance(KILLED_SHARE)) killed += await cloud.kill(random.pick([producer, smsConsumer, emailConsumer]));
      else await fallSilent(random.pick(PAUSABLE_SERVICES));
    }
  })();
  return {
    told: () =>
      `  Functions were killed ${killed} times in the middle of their work, services fell silent ${silences} times.`,
    async stop() {
      ended.abort();
      await happening;
    },
  };
}
