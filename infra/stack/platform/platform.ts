/** What the rules of a platform team ask of every resource: from the settings, or from the objects of another CDK app. */
import { Tags } from "aws-cdk-lib";
import { type IManagedPolicy, ManagedPolicy, PermissionsBoundary } from "aws-cdk-lib/aws-iam";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { Settings } from "../settings/settings";
import { type AlarmTopicObjects, alarmTopicsOf } from "./alarm-topics";
import { type Network, type NetworkObjects, networkOf } from "./network";

export interface Platform {
  /** The permissions boundary of every role; undefined for none. */
  readonly permissionsBoundary: IManagedPolicy | undefined;
  /** The network of every function; undefined for none. */
  readonly network: Network | undefined;
  /** Days for which the logs of functions are kept: one of the periods of CloudWatch Logs. */
  readonly logRetentionDays: number;
  /** Whether Lambda Insights measures the functions. */
  readonly lambdaInsights: boolean;
  /** Whether each function reserves its part of the account's concurrency, which is then its maximum too. */
  readonly reserveConcurrency: boolean;
  /** Of every resource that can have some. */
  readonly tags: Readonly<Record<string, string>>;
  /** Topics that get the alarms, besides the pipeline's own. */
  readonly alarmTopics: readonly ITopic[];
  /** Whether AWS X-Ray traces invocations. */
  readonly tracing: boolean;
}

/** What another CDK app may give as objects of its own. */
export interface PlatformObjects extends NetworkObjects, AlarmTopicObjects {}

/**
 * The platform that settings and objects describe.
 * @param scope for the references to resources that exist already
 * @throws SettingsError if they conflict
 */
export function platformOf(scope: Construct, settings: Settings, objects: PlatformObjects = {}): Platform {
  const { logRetentionDays, lambdaInsights, tracing, reserveConcurrency, tags } = settings;
  return {
    permissionsBoundary: boundaryOf(scope, settings),
    network: networkOf(scope, settings, objects),
    alarmTopics: alarmTopicsOf(scope, settings, objects),
    logRetentionDays,
    lambdaInsights,
    tracing,
    reserveConcurrency,
    tags,
  };
}

/** Applies what concerns everything in a scope, whatever created it. */
export function applyPlatform(scope: Construct, { permissionsBoundary, tags }: Platform): void {
  for (const [key, value] of Object.entries(tags)) Tags.of(scope).add(key, value);
  if (permissionsBoundary) PermissionsBoundary.of(scope).apply(permissionsBoundary);
}

function boundaryOf(scope: Construct, { permissionsBoundary: given }: Settings): IManagedPolicy | undefined {
  if (given === "") return undefined;
  const id = "PermissionsBoundary";
  return given.startsWith("arn:")
    ? ManagedPolicy.fromManagedPolicyArn(scope, id, given)
    : ManagedPolicy.fromManagedPolicyName(scope, id, given);
}
