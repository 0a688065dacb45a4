/** What the doctor finds of one thing. */
import { isDenied, type Lookup, PrerequisiteMissing, type Unknown } from "../../aws/inspection/lookup";
import { explain } from "../../output/explain";

/** `unknown`: it could not be checked, and nothing is guessed. */
export type Verdict = "ok" | "warn" | "fail" | "unknown";

export interface Check {
  readonly title: string;
  readonly verdict: Verdict;
  readonly seen: string;
  /** The command or the page that remedies it. */
  readonly remedy?: string;
}

/** Checks that belong together, such as those of the texts. */
export interface Group {
  readonly title: string;
  readonly checks: readonly Check[];
}

/** What was seen and what it is worth, before it has a title. */
export type Finding = Omit<Check, "title">;

export const ok = (seen: string): Finding => ({ verdict: "ok", seen });
export const warn = (seen: string, remedy: string): Finding => ({ verdict: "warn", seen, remedy });
export const fail = (seen: string, remedy: string): Finding => ({ verdict: "fail", seen, remedy });
/** @param why such as `the local run has no SMS sandbox` */
export const unchecked = (why: string): Finding => ({ verdict: "unknown", seen: `not checked: ${why}` });

/** How a part of the deployment that is gone comes back. */
export const DEPLOY = "npx cdk deploy (docs/deploying.md#updating-and-going-back)";

/**
 * Judges what is known; what is not is told, with the right that lacks.
 * @param missing what it means that there is no such thing
 */
export function check<T>(title: string, lookup: Lookup<T>, missing: Finding, assess: (value: T) => Finding): Check {
  if (lookup.how === "known") return { title, ...assess(lookup.value) };
  return { title, ...(lookup.how === "missing" ? missing : unchecked(whyUnknown(lookup))) };
}

const LOCAL = /^The (local run has no [\w ,/'-]{1,60})(?:: .{1,100})?$/;

/** The local run says by name what it does not have. */
export function isLocalRefusal(lookup: Lookup<unknown>): boolean {
  return lookup.how === "unknown" && lookup.error instanceof Error && LOCAL.test(lookup.error.message);
}

/** Why something is not known, as the end of a sentence. */
export function whyUnknown(lookup: Unknown): string {
  const { action, error } = lookup;
  if (isDenied(lookup)) return `AWS denied ${action}`;
  if (error instanceof PrerequisiteMissing) return error.message;
  const [, local] = LOCAL.exec(error instanceof Error ? error.message : "") ?? [];
  return local ? `the ${local}` : `${explain(error, "").message} (${action})`;
}
