/** Makes calls of the pipeline's functions fail at random. Calls of other systems and the CLI never fail. */
import { setTimeout as wait } from "node:timers/promises";
import type { AwsError, Call, Service } from "../protocol/call";
import { FUNCTION_CALLER } from "../protocol/callers";
import type { FaultRates } from "./fault-levels";

export interface FaultErrors {
  /** The service's own transient error. */
  readonly error: AwsError;
  readonly throttle: (call: Call) => AwsError;
}

/** The result of one call. */
export type CallOutcome = "served" | "throttled" | "failed-before" | "failed-after";

/** @param random returns numbers from 0 to 1 */
export function drawOutcome({ errors, throttles, afterEffect }: FaultRates, random: () => number): CallOutcome {
  const draw = random();
  if (draw < throttles) return "throttled";
  if (draw < throttles + errors) return random() < afterEffect ? "failed-after" : "failed-before";
  return "served";
}

/** @param random returns numbers from 0 to 1 */
export function withFaults(serve: Service, rates: FaultRates, errors: FaultErrors, random: () => number): Service {
  const [min, max] = rates.latencyMs;
  return async (call) => {
    if (!call.caller.startsWith(FUNCTION_CALLER)) return serve(call);
    if (max > 0) await wait(min + random() * (max - min));
    switch (drawOutcome(rates, random)) {
      case "throttled":
        throw errors.throttle(call);
      case "failed-before":
        throw errors.error;
      case "failed-after":
        await serve(call);
        throw errors.error;
      case "served":
        return serve(call);
    }
  };
}

/** Random numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
