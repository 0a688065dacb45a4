import { MANAGED_POLICY, SECURITY_GROUP, SUBNET, TOPIC_ARN } from "./patterns";
import { list, oneOf, optionalText, trueOrFalse } from "./setting";
import { tagsSetting } from "./tags-setting";

/** The retention periods of a log group: "PutRetentionPolicy", CloudWatch Logs API Reference. */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** An alarm has at most five actions for a state ("PutMetricAlarm", CloudWatch API Reference); one is the pipeline's own topic. */
export const MAX_ALARM_TOPICS = 4;

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
  alarmTopicArns: list({
    max: MAX_ALARM_TOPICS,
    fits: (given) => TOPIC_ARN.test(given),
    takes: `up to ${MAX_ALARM_TOPICS} ARNs of SNS topics of the same region, each once, separated by commas`,
    description:
      "Topics that get the alarms too, besides the topic of the stack. Their policies and keys must allow CloudWatch to publish.",
  }),
  tags: tagsSetting({
    description:
      "Tags of every resource that can have some, such as a cost centre, besides Environment and Application.",
  }),
  reserveConcurrency: trueOrFalse(false, {
    description:
      "Whether each function reserves as much of the account's concurrency as it uses at most, so that other functions cannot " +
      "take it. Lambda leaves 100 of it unreserved: a new account with less cannot be deployed to.",
  }),
  logRetentionDays: oneOf(30, LOG_RETENTION_DAYS, {
    description:
      "Days for which the logs of the functions are kept. They have ids and codes. The delivery logs of texts, which have phone " +
      "numbers, are always kept for 30 days.",
  }),
  lambdaInsights: trueOrFalse(true, {
    description:
      "Whether Lambda Insights measures memory and CPU time of the functions, by a layer of AWS. `false` for regions and " +
      "platforms that do not have that layer.",
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
