/** What the local run takes from the template; every value is resolved. */

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
  readonly targetArn: string;
  readonly input: string;
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
}
