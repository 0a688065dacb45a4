/** The finding of `smoke` on one fact. */
import type { Lookup } from "../aws/inspection/lookup";
import { whyUnknown } from "../doctor/facts/check";

/** `unknown`: smoke could not observe what decides. */
export type Verdict = "confirmed" | "refuted" | "unknown";

export interface Finding {
  readonly verdict: Verdict;
  /** What was observed, or why nothing was. */
  readonly because: string;
}

export const confirmed = (because: string): Finding => ({ verdict: "confirmed", because });
export const refuted = (because: string): Finding => ({ verdict: "refuted", because });
export const unknown = (because: string): Finding => ({ verdict: "unknown", because });

/**
 * Decides by what a lookup found. If it failed, the fact is unknown.
 * @param what the name of the resource, in case AWS has none
 */
export function onAnswer<T>(lookup: Lookup<T>, what: string, decide: (value: T) => Finding): Finding {
  if (lookup.how === "known") return decide(lookup.value);
  return unknown(lookup.how === "missing" ? `there is no ${what}` : whyUnknown(lookup));
}
