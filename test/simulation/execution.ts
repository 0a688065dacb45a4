/** A process that calls services: it may be delayed, told wrongly, or end at any step. */
import type { Outcome } from "../../contracts/delivery-log";
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
  /** Takes down what should never be. */
  readonly problems: string[];
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
  /** Outcomes that this process wrote to the log in the batch at hand, and knows it. */
  readonly settled: Outcome[] = [];
  /** It has told the metrics, and other systems, of this batch, or tried to. */
  readonly told = { metrics: false, events: false };
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

  /** The batch at hand is done with: what was settled in it must have been told. */
  finish(): void {
    const { settled, told } = this;
    if (settled.length > 0 && !(told.metrics && told.events)) {
      this.around.problems.push(`${this.name} keeps ${settled.join(", ")} to itself`);
    }
    settled.length = 0;
    told.metrics = false;
    told.events = false;
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
        if (tries === TRIES) throw error;
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
    // 1. Whoever waits has no more patience: what is on its way arrives all the same.
    if (there > patience) {
      time.after(there, () => void this.#arrive(what, effect, failing).catch(() => {}));
      await time.sleep(patience);
      if (this.#dead) return never;
      story.tell(this.name, `${what}: no answer`);
      throw failing("lost");
    }
    // 2. The request arrives, whether or not its sender still lives.
    await time.sleep(there);
    let result: T;
    try {
      result = await this.#arrive(what, effect, failing);
    } catch (error) {
      if (this.#dead) return never;
      story.tell(this.name, `${what}: ${(error as Error).name} ${(error as Error).message}`);
      throw error;
    }
    // 3. The answer on its way.
    if (choices.fault("crash after", what, faults.crash)) this.die(`after ${what}`);
    if (this.#dead) return never;
    if (choices.fault("answer lost", what, faults.answerLost)) {
      story.tell(this.name, `${what}: its answer is lost`);
      throw failing("lost");
    }
    return result;
  }

  async #arrive<T>(what: string, effect: () => T | Promise<T>, failing: Failing): Promise<T> {
    const { choices, faults, story } = this.around;
    if (choices.fault("error before effect", what, faults.errorBefore)) throw failing("error");
    if (choices.fault("throttled", what, faults.throttled)) throw failing("throttled");
    const result = await effect();
    story.tell(this.name, what);
    return result;
  }
}
