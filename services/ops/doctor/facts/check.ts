/** The result of one check of the doctor. */
import { isDenied, type Lookup, PrerequisiteMissing, type Unknown } from "../../aws/inspection/lookup";
import { explain } from "../../output/explain";

/** `unknown`: it could not be checked. */
export type Verdict = "ok" | "warn" | "fail" | "unknown";

export interface Check {
  readonly title: string;
  readonly verdict: Verdict;
  readonly seen: string;
  /** The command or the page that remedies it. */
  readonly remedy?: string;
}

/** Related checks, such as those of the texts. */
export interface Group {
  readonly title: string;
  readonly checks: readonly Check[];
}

/** A check without its title. */
export type Finding = Omit<Check, "title">;

export const ok = (seen: string): Finding => ({ verdict: "ok", seen });
export const warn = (seen: string, remedy: string): Finding => ({ verdict: "warn", seen, remedy });
export const fail = (seen: string, remedy: string): Finding => ({ verdict: "fail", seen, remedy });
/** @param why such as `the local run has no SMS sandbox` */
export const unchecked = (why: string): Finding => ({ verdict: "unknown", seen: `not checked: ${why}` });

/** How to restore a missing part of the deployment. */
export const DEPLOY = "npx cdk deploy (docs/deploying.md#updating-and-going-back)";

/**
 * Assesses a lookup. An unknown result is reported with the missing permission.
 * @param missing the finding if the resource does not exist
 */
export function check<T>(title: string, lookup: Lookup<T>, missing: Finding, assess: (value: T) => Finding): Check {
  if (lookup.how === "known") return { title, ...assess(lookup.value) };
  return { title, ...(lookup.how === "missing" ? missing : unchecked(whyUnknown(lookup))) };
}

const LOCAL = /^The (local run has no [\w ,/'-]{1,60})(?:: .{1,100})?$/;

/** Whether the local run refused the call because it does not emulate it. */
export function isLocalRefusal(lookup: Lookup<unknown>): boolean {
  return lookup.how === "unknown" && lookup.error instanceof Error && LOCAL.test(lookup.error.message);
}

/** Why a result is unknown, as the end of a sentence. */
export function whyUnknown(lookup: Unknown): string {
  const { action, error } = lookup;
  if (isDenied(lookup)) return `AWS denied ${action}`;
  if (error instanceof PrerequisiteMissing) return error.message;
  const [, local] = LOCAL.exec(error instanceof Error ? error.message : "") ?? [];
  return local ? `the ${local}` : `${explain(error, "").message} (${action})`;
}
