/** A process that calls services: it may be delayed, told wrongly, or end at any step. */
import { ProviderError } from "../../services/domain/failure";
import type { Clock } from "../../services/domain/ports";
import type { Choices } from "./choices";
import type { FaultRates } from "./faults";
import type { Story } from "./story";
import type { VirtualTime } from "./virtual-time";

export interface Surroundings {
  readonly time: VirtualTime;
  readonly choices: Choices;
  readonly faults: FaultRates;
  readonly story: Story;
  /** Called when the SDK has given up on a call that it repeats. */
  readonly onGivenUp?: () => void;
}

/** ms that the SDK waits for an answer: as in services/adapters/clients.ts. */
const PATIENCE = { once: 8_000, repeatable: 2_500 } as const;
/** How often the SDK tries what it may repeat, as there. */
const TRIES = 4;
/** Delays that outlast the SDK's patience, a function's time, a claim, a message's invisibility. */
const DELAYS = [10_000, 65_000, 100_000, 400_000];
/** ms that clocks of different machines may differ from the true time. */
const MOST_SKEW = 3_000;

/** The error of a call; what kind of call it was decides what the domain sees. */
export type Failing = (kind: "error" | "lost" | "throttled") => Error;

export const infrastructureError: Failing = (kind) => Object.assign(new Error(), { name: `Simulated-${kind}` });
export const providerError =
  (throttle: string): Failing =>
  (kind) => {
    if (kind === "throttled") return new ProviderError(throttle, false);
    return new ProviderError(kind === "lost" ? "TimeoutError" : "InternalError", kind === "lost");
  };

const never = new Promise<never>(() => {});

export class Execution {
  #dead = false;
  readonly #skew: number;
  #tellEnd: (how: "dead") => void = () => {};
  /** Resolves when the process ends. */
  readonly ended = new Promise<"dead">((resolve) => {
    this.#tellEnd = resolve;
  });

  constructor(
    readonly name: string,
    private readonly around: Surroundings,
    skewed = true,
  ) {
    this.#skew = skewed ? around.choices.between(-MOST_SKEW, MOST_SKEW) : 0;
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** The process ends: nothing of it goes on, but for requests that are on their way. */
  die(why: string): void {
    if (this.#dead) return;
    this.#dead = true;
    this.around.story.tell(this.name, `ends: ${why}`);
    this.#tellEnd("dead");
  }

  readonly clock: Clock = {
    now: () => this.around.time.now + this.#skew,
    sleep: async (ms) => {
      await this.around.time.sleep(ms);
      if (this.#dead) await never;
    },
  };

  /** A call that the SDK makes once. */
  once<T>(what: string, effect: () => T | Promise<T>, failing: Failing): Promise<T> {
    return this.#call(what, effect, failing, PATIENCE.once);
  }

  /** A call that the SDK repeats when it fails. */
  async repeatable<T>(what: string, effect: () => T | Promise<T>, failing: Failing = infrastructureError): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#call(what, effect, failing, PATIENCE.repeatable);
      } catch (error) {
        if (!String((error as Error).name).startsWith("Simulated")) throw error;
        if (tries < TRIES) continue;
        this.around.onGivenUp?.();
        throw error;
      }
    }
  }

  async #call<T>(what: string, effect: () => T | Promise<T>, failing: Failing, patience: number): Promise<T> {
    const { time, choices, faults, story } = this.around;
    if (this.#dead) return never;
    if (choices.fault("crash before", what, faults.crash)) this.die(`before ${what}`);
    if (this.#dead) return never;
    const delay = choices.fault("delayed", what, faults.delayed) ? choices.oneOf(DELAYS) : 0;
    const there = choices.between(1, 20) + delay;

    // 1. The request on its way: it arrives whether or not its sender still lives, or waits.
    const arrived = time.sleep(there).then(async (): Promise<T> => {
      if (choices.fault("error before effect", what, faults.errorBefore)) throw failing("error");
      if (choices.fault("throttled", what, faults.throttled)) throw failing("throttled");
      const result = await effect();
      story.tell(this.name, what);
      return result;
    });
    // 2. Its sender waits no longer than it has patience.
    if (there > patience) {
      arrived.catch(() => {});
      await time.sleep(patience);
      if (this.#dead) return never;
      story.tell(this.name, `${what}: no answer`);
      throw failing("lost");
    }
    // 3. The answer on its way.
    const result = await arrived.catch(async (error) => {
      if (this.#dead) return never;
      story.tell(this.name, `${what}: ${(error as Error).name} ${(error as Error).message}`);
      throw error;
    });
    if (choices.fault("crash after", what, faults.crash)) this.die(`after ${what}`);
    if (this.#dead) return never;
    if (choices.fault("answer lost", what, faults.answerLost)) {
      story.tell(this.name, `${what}: its answer is lost`);
      throw failing("lost");
    }
    return result;
  }
}
