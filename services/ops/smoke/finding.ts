/** What smoke finds out about one fact. */
import type { Lookup } from "../aws/inspection/lookup";
import { whyUnknown } from "../doctor/facts/check";

/** `unknown`: it could not be seen, and smoke does not guess. */
export type Verdict = "seen" | "refuted" | "unknown";

export interface Finding {
  readonly verdict: Verdict;
  /** What was seen, or why nothing was. */
  readonly because: string;
}

export const seen = (because: string): Finding => ({ verdict: "seen", because });
export const refuted = (because: string): Finding => ({ verdict: "refuted", because });
export const unknown = (because: string): Finding => ({ verdict: "unknown", because });

/**
 * Decides by an answer of AWS; without one the fact stays unknown.
 * @param what what is missing if AWS has no such thing
 */
export function onAnswer<T>(lookup: Lookup<T>, what: string, decide: (value: T) => Finding): Finding {
  if (lookup.how === "known") return decide(lookup.value);
  return unknown(lookup.how === "missing" ? `there is no ${what}` : whyUnknown(lookup));
}
