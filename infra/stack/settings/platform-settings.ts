import { MANAGED_POLICY, SECURITY_GROUP, SUBNET } from "./patterns";
import { list, optionalText, trueOrFalse } from "./setting";

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
  subnetIds: list({
    // "VpcConfig", Lambda API Reference: at most 16 subnets and 5 security groups.
    max: 16,
    fits: (given) => SUBNET.test(given),
    takes: "up to 16 ids of subnets, such as subnet-0123456789abcdef0, each once, separated by commas",
    description:
      "The subnets of the functions, all of one VPC, with the endpoints of docs/platform.md#network. If omitted, the " +
      "functions are in no VPC of the account.",
  }),
  securityGroupIds: list({
    max: 5,
    fits: (given) => SECURITY_GROUP.test(given),
    takes: "up to 5 ids of security groups, such as sg-0123456789abcdef0, each once, separated by commas",
    description:
      "The security groups of the functions. They need HTTPS out, and nothing in. Required with `subnetIds`.",
  }),
  tracing: trueOrFalse(false, {
    description:
      "Whether AWS X-Ray traces a sample of the functions' invocations: their times and errors, and nothing that they process.",
  }),
} as const;

/** The values that the checks below look at. */
interface Given {
  readonly deletionProtection: boolean;
  readonly retainData: boolean;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** Combinations of these settings that are not allowed: each check returns the reason, or nothing. */
export const PLATFORM_CONFLICTS: readonly ((given: Given) => string | undefined)[] = [
  ({ deletionProtection, retainData }) =>
    deletionProtection && !retainData
      ? "Settings deletionProtection=true and retainData=false conflict: what is protected cannot be deleted with the stack."
      : undefined,
  ({ subnetIds, securityGroupIds }) =>
    subnetIds.length > 0 !== securityGroupIds.length > 0
      ? "Settings subnetIds and securityGroupIds belong together: a function in a VPC has both."
      : undefined,
];
