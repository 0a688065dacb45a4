/** What the local run reads from the template; all values are resolved. */

import type { KeyOf } from "./encryption-keys";

export type Properties = Record<string, unknown>;

export interface Resource {
  readonly logicalId: string;
  readonly name: string;
  /** Resolved, with CloudFormation's names. */
  readonly properties: Properties;
}

export interface FunctionResource {
  readonly name: string;
  readonly arn: string;
  /** The folder of the bundle. */
  readonly folder: string;
  /** File without extension and export, such as `index.handler`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Record<string, string>;
  /** How often Lambda retries a failed asynchronous invocation. */
  readonly asyncRetries: number;
  readonly roleArn: string;
  readonly logGroup: string;
  /** Maximum number of concurrent invocations; 0 stops the function. Unlimited if omitted. */
  readonly reservedConcurrency?: number;
  /** `Allow` or `Terminate`: what Lambda does when it detects a loop. The local run does not stop loops. */
  readonly recursiveLoop: string;
  /** Receives the event of an asynchronous invocation that failed after all retries. */
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
  /** IANA time zone of the expression. */
  readonly timeZone: string;
  /** `ENABLED` or `DISABLED`. */
  readonly state: string;
  readonly targetArn: string;
  readonly input: string;
  readonly roleArn: string;
  readonly description?: string;
  /** How long and how often a failed invocation is retried. */
  readonly retryPolicy?: unknown;
  /** Receives the input of an invocation that failed after all retries. */
  readonly deadLetterQueueArn?: string;
}

export interface AlarmResource {
  readonly name: string;
  /** Resolved; without the metrics. */
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
  /** The default for its emails. */
  readonly configurationSet?: string;
}

/** A topic that delivers to a queue. */
export interface TopicSubscription {
  readonly topicArn: string;
  readonly queueArn: string;
  /** Whether the queue receives the message alone, or in SNS's envelope. */
  readonly raw: boolean;
}

/** A function that is invoked with every line of a log group. */
export interface LogSubscription {
  readonly filterName: string;
  readonly logGroup: string;
  readonly functionArn: string;
}

/** Where a service publishes what becomes of texts or emails. */
export interface EventDestination {
  /** SES, or AWS End User Messaging. */
  readonly service: "ses" | "sms-voice";
  readonly configurationSet: string;
  readonly topicArn: string;
  /** As in the template, such as `bounce` or `TEXT_DELIVERED`. */
  readonly eventTypes: readonly string[];
}

/** A policy's document, resolved. */
export interface PolicyDocument {
  /** The id of the policy, or of the role with the inline policy. */
  readonly logicalId: string;
  readonly document: unknown;
}

export interface RoleResource {
  readonly arn: string;
  /** CloudFormation extends it if the template names none. */
  readonly name: string;
  readonly policies: readonly PolicyDocument[];
  /** ARNs of policies that only AWS knows: the role cannot be used in the local run. */
  readonly unknownPolicies: readonly string[];
}

export interface LocalResources {
  readonly queues: readonly Resource[];
  readonly tables: readonly Resource[];
  readonly topics: readonly Resource[];
  readonly topicSubscriptions: readonly TopicSubscription[];
  readonly logSubscriptions: readonly LogSubscription[];
  readonly eventDestinations: readonly EventDestination[];
  readonly functions: readonly FunctionResource[];
  readonly eventSources: readonly EventSourceMapping[];
  readonly schedules: readonly ScheduleResource[];
  /** The environment's full name, such as `dev`. */
  readonly environment: string;
  readonly emailSender: string | undefined;
  readonly emailIdentities: readonly EmailIdentity[];
  /** Names. */
  readonly configurationSets: readonly string[];
  /** Names of the configuration sets of texts. */
  readonly smsConfigurationSets: readonly string[];
  /** Where the answers of patients go; absent if the template reads none. */
  readonly repliesTopicArn: string | undefined;
  /** Whether nobody but the pipeline answers STOP and HELP. */
  readonly selfManagedOptOuts: boolean;
  /** The name of the opt-out list of the numbers that texts come from. */
  readonly smsOptOutList: string | undefined;
  readonly roles: readonly RoleResource[];
  readonly keyOf: KeyOf;
  readonly keys: readonly KeyResource[];
  readonly alarms: readonly AlarmResource[];
}
