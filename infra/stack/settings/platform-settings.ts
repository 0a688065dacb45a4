import { MANAGED_POLICY } from "./patterns";
import { optionalText, trueOrFalse } from "./setting";

/** What the rules of a platform team ask for. */
export const PLATFORM_SETTINGS = {
  deletionProtection: trueOrFalse(false, {
    description:
      "Whether the stack and its tables are protected from deletion. `false` for the first deployment, because CloudFormation " +
      "cannot delete what is protected when it rolls back; `true` once it stands.",
  }),
  permissionsBoundary: optionalText({
    fits: (given) => MANAGED_POLICY.test(given),
    takes: "the ARN of a managed policy, or the name of one of this account, with its path if it has one",
    description: "The permissions boundary of every role. If omitted, roles have none.",
  }),
} as const;

/** The values that the checks below look at. */
interface Given {
  readonly deletionProtection: boolean;
  readonly retainData: boolean;
}

/** Combinations of these settings that are not allowed: each check returns the reason, or nothing. */
export const PLATFORM_CONFLICTS: readonly ((given: Given) => string | undefined)[] = [
  ({ deletionProtection, retainData }) =>
    deletionProtection && !retainData
      ? "Settings deletionProtection=true and retainData=false conflict: what is protected cannot be deleted with the stack."
      : undefined,
];
