/** What the local run takes from the template; every value is resolved. */

import type { KeyOf } from "./encryption-keys";

export type Properties = Record<string, unknown>;

export interface Resource {
  readonly logicalId: string;
  readonly name: string;
  /** Resolved, as CloudFormation names them. */
  readonly properties: Properties;
}

export interface FunctionResource {
  readonly name: string;
  readonly arn: string;
  /** Folder of the bundle. */
  readonly folder: string;
  /** File without extension and export, such as `index.handler`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Record<string, string>;
  /** How often Lambda repeats an asynchronous invocation that failed. */
  readonly asyncRetries: number;
  readonly roleArn: string;
  readonly logGroup: string;
  /** Invocations at the same time at most; 0 stops the function. Unlimited where left out. */
  readonly reservedConcurrency?: number;
  /** `Allow` or `Terminate`: what Lambda does when it detects a loop. The local run does not stop loops. */
  readonly recursiveLoop: string;
  /** The queue that takes the event of an asynchronous invocation that failed for good. */
  readonly deadLetterQueueArn?: string;
}

export interface EventSourceMapping {
  readonly functionName: string;
  readonly queueName: string;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  readonly reportsBatchItemFailures: boolean;
}

export interface ScheduleResource {
  readonly name: string;
  readonly arn: string;
  /** Such as `cron(0 9 * * ? *)`. */
  readonly expression: string;
  /** IANA zone of the expression. */
  readonly timeZone: string;
  /** `ENABLED` or `DISABLED`. */
  readonly state: string;
  readonly targetArn: string;
  readonly input: string;
  readonly roleArn: string;
  readonly description?: string;
  /** How long and how often an invocation that could not be made is repeated. */
  readonly retryPolicy?: unknown;
  /** The queue that takes the input of an invocation that could not be made. */
  readonly deadLetterQueueArn?: string;
}

export interface AlarmResource {
  readonly name: string;
  /** Resolved; what it measures is left out. */
  readonly properties: Properties;
}

export interface KeyResource {
  readonly id: string;
  readonly arn: string;
  /** Such as `alias/healthcare-appointments-dev`. */
  readonly aliases: readonly string[];
  readonly enabled: boolean;
  readonly rotates: boolean;
  /** The policy document. */
  readonly policy: unknown;
}

export interface EmailIdentity {
  /** A domain or an address. */
  readonly name: string;
  /** The one that its emails use where they name none. */
  readonly configurationSet?: string;
}

/** A policy's document, resolved. */
export interface PolicyDocument {
  /** Of the policy, or of the role that has it inline. */
  readonly logicalId: string;
  readonly document: unknown;
}

export interface RoleResource {
  readonly arn: string;
  /** CloudFormation adds to it where the template names none. */
  readonly name: string;
  readonly policies: readonly PolicyDocument[];
  /** Policies that only AWS knows, by ARN: the role cannot be used in the local run. */
  readonly unknownPolicies: readonly string[];
}

export interface LocalResources {
  readonly queues: readonly Resource[];
  readonly tables: readonly Resource[];
  readonly topics: readonly Resource[];
  readonly functions: readonly FunctionResource[];
  readonly eventSources: readonly EventSourceMapping[];
  readonly schedules: readonly ScheduleResource[];
  /** The deployment's suffix, such as `dev`. */
  readonly environment: string;
  readonly emailSender: string | undefined;
  readonly emailIdentities: readonly EmailIdentity[];
  /** Names. */
  readonly configurationSets: readonly string[];
  readonly roles: readonly RoleResource[];
  readonly keyOf: KeyOf;
  readonly keys: readonly KeyResource[];
  readonly alarms: readonly AlarmResource[];
}
