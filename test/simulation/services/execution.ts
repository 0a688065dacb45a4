/** A process that calls services: it can be delayed, get wrong responses, or end at any step. */
import type { Outcome } from "../../../contracts/delivery-log";
import type { Clock } from "../../../services/domain/ports";
import { ProviderError } from "../../../services/domain/retry/failure";
import type { Story } from "../story";
import type { Choices } from "./choices";
import type { FaultRates } from "./faults";
import type { VirtualTime } from "./virtual-time";

export interface Surroundings {
  readonly time: VirtualTime;
  readonly choices: Choices;
  readonly faults: FaultRates;
  readonly story: Story;
  /** Broken rules. */
  readonly problems: string[];
}

/** ms that the SDK waits for a response, as in services/adapters/clients/client-settings.ts. */
const CALL_TIMEOUTS = { once: 8_000, repeatable: 2_500 } as const;
/** The SDK's maximum number of attempts, as there. */
const MAX_ATTEMPTS = 4;
/** Delays, in ms, longer than the SDK's timeout, the function's, a lease and the visibility timeout. */
const DELAYS = [10_000, 65_000, 100_000, 400_000];
/** ms by which a machine's clock may differ from the true time. */
export const MAX_SKEW = 3_000;

/** The error of a call, as the domain sees it; it depends on the kind of call. */
export type Failing = (kind: "error" | "lost" | "throttled") => Error;

const infrastructureError: Failing = (kind) => Object.assign(new Error(), { name: `Simulated-${kind}` });
export const providerError =
  (throttle: string): Failing =>
  (kind) => {
    if (kind === "throttled") return new ProviderError(throttle, false);
    return new ProviderError(kind === "lost" ? "TimeoutError" : "InternalError", kind === "lost");
  };

interface Call<T> {
  /** Such as `send SMS`: faults are counted by it. */
  readonly what: string;
  readonly about: About;
  readonly effect: () => T | Promise<T>;
  readonly failing: Failing;
  /** ms that the caller waits for a response. */
  readonly timeoutMs: number;
}

/** Whom a call is about, for the story. */
export type About = () => string | undefined;

const nobody: About = () => undefined;

/** A read of an appointment's item, in ms since 1970 by the true clock. */
export interface TrackedLookup {
  readonly notificationId: string;
  readonly from: number;
  readonly until: number;
}

export class Execution {
  /** Outcomes that this process has written to the log in the current batch, and knows of. */
  readonly settled: Outcome[] = [];
  /** The look-up by which it is about to send. */
  lookedUp: TrackedLookup | undefined;
  /** By notification and transition, see {@link keyOf}. */
  readonly settledKeys = new Set<string>();
  /** Whether it has emitted the metrics of this batch, or tried to, and the transitions that it has published. */
  readonly reported = { metrics: false, events: new Set<string>() };
  #dead = false;
  readonly #skew: number;
  #resolveEnded: (how: "dead") => void = () => {};
  /** Resolves when the process ends. */
  readonly ended = new Promise<"dead">((resolve) => {
    this.#resolveEnded = resolve;
  });

  constructor(
    readonly name: string,
    private readonly around: Surroundings,
  ) {
    this.#skew = around.choices.between(-MAX_SKEW, MAX_SKEW);
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Ends the process. Only requests in progress go on. */
  die(why: () => string): void {
    if (this.#dead) return;
    this.#dead = true;
    this.around.story.add(this.name, () => `ends: ${why()}`);
    this.#resolveEnded("dead");
  }

  /** Ends the batch: its outcomes must have been reported. */
  finish(): void {
    const { settled, reported } = this;
    if (settled.length > 0 && !(reported.metrics && [...this.settledKeys].every((key) => reported.events.has(key)))) {
      this.around.problems.push(`${this.name} did not report ${settled.join(", ")}`);
    }
    settled.length = 0;
    this.settledKeys.clear();
    reported.metrics = false;
    reported.events.clear();
  }

  readonly clock: Clock = {
    now: () => this.around.time.now + this.#skew,
    // A dead process sleeps on.
    sleep: (ms) => new Promise((wake) => this.around.time.after(ms, () => this.#dead || wake())),
  };

  /** A call that the SDK makes once. */
  once<T>(what: string, effect: () => T | Promise<T>, failing: Failing, about: About): Promise<T> {
    return this.#call({ what, about, effect, failing, timeoutMs: CALL_TIMEOUTS.once });
  }

  /** A call that the SDK repeats when it fails. */
  async repeatable<T>(what: string, effect: () => T | Promise<T>, about: About = nobody): Promise<T> {
    const call = { what, about, effect, failing: infrastructureError, timeoutMs: CALL_TIMEOUTS.repeatable };
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await this.#call(call);
      } catch (error) {
        if (attempts === MAX_ATTEMPTS || !(error as Error).name.startsWith("Simulated")) throw error;
      }
    }
  }

  /** Never settles if the process ends: nothing waits for it any more. */
  #call<T>({ what, about, effect, failing, timeoutMs }: Call<T>): Promise<T> {
    const { time, choices, faults, story } = this.around;
    const description = () => [what, about()].filter((part) => part).join(" ");
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => {
        story.add(this.name, () => `${description()}: ${error.message || error.name}`);
        reject(error);
      };
      if (this.#dead) return;
      if (choices.fault("crash before", what, faults.crash)) return this.die(() => `before ${description()}`);
      const delay = choices.fault("delayed", what, faults.delayed) ? choices.oneOf(DELAYS) : 0;
      const there = choices.between(1, 20) + delay;
      const throttled =
        failing === infrastructureError ? faults.throttled : Math.max(faults.throttled, faults.quotaUsed);
      const waits = there <= timeoutMs;

      // 1. The response.
      const answer = (result: T) => {
        story.add(this.name, description);
        if (!waits || this.#dead) return;
        if (choices.fault("crash after", what, faults.crash)) return this.die(() => `after ${description()}`);
        if (choices.fault("answer lost", what, faults.responseLost)) return fail(failing("lost"));
        resolve(result);
      };
      const refuse = (error: Error) => {
        if (waits && !this.#dead) fail(error);
      };
      // 2. The request, which arrives before the response, whether or not the caller still lives or waits.
      time.after(there, () => {
        if (choices.fault("error before effect", what, faults.errorBefore)) return refuse(failing("error"));
        if (choices.fault("throttled", what, throttled)) return refuse(failing("throttled"));
        try {
          const result = effect();
          if (result instanceof Promise) result.then(answer, refuse);
          else answer(result);
        } catch (error) {
          refuse(error as Error);
        }
      });
      // 3. The caller's timeout.
      if (!waits) time.after(timeoutMs, () => this.#dead || fail(failing("lost")));
    });
  }
}
