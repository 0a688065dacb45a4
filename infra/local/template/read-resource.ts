/** Reads a resource of the template and resolves the values that the local run needs. */
import type { Assembly } from "./assembly";
import { resolve, type Scope } from "./intrinsics";
import type {
  EmailIdentity,
  EventSourceMapping,
  FunctionResource,
  Properties,
  ScheduleResource,
} from "./resource-types";
import { resolveSecrets, type Secrets } from "./secrets";

const FUNCTION_PROPERTIES = [
  "Code",
  "DeadLetterConfig",
  "Environment",
  "FunctionName",
  "Handler",
  "LoggingConfig",
  "MemorySize",
  "RecursiveLoop",
  "ReservedConcurrentExecutions",
  "Role",
  "Timeout",
];

const SCHEDULE_PROPERTIES = ["Description", "ScheduleExpression", "ScheduleExpressionTimezone", "State"];
const TARGET_PROPERTIES = ["Arn", "DeadLetterConfig", "Input", "RetryPolicy", "RoleArn"];

export function readFunction(
  logicalId: string,
  raw: Properties,
  assembly: Assembly,
  scope: Scope,
  retries: ReadonlyMap<string, number>,
  secrets: Secrets,
): FunctionResource {
  const resolved = pick(raw, FUNCTION_PROPERTIES, scope);
  const name = String(resolved.FunctionName ?? logicalId);
  const s3Key = (resolved.Code as { S3Key?: string } | undefined)?.S3Key;
  const folder = s3Key === undefined ? undefined : assembly.assetFolder(s3Key);
  if (!folder) throw new Error("its code is not an asset of the assembly");
  const reserved = resolved.ReservedConcurrentExecutions;
  const variables = (resolved.Environment as { Variables?: Properties } | undefined)?.Variables ?? {};
  return {
    name,
    arn: String(scope.attribute(logicalId, "Arn")),
    folder,
    handler: String(resolved.Handler),
    timeoutSeconds: Number(resolved.Timeout ?? 3),
    memoryMb: Number(resolved.MemorySize ?? 128),
    environment: Object.fromEntries(
      Object.entries(variables).map(([key, value]) => [key, resolveSecrets(String(value), secrets)]),
    ),
    asyncRetries: retries.get(name) ?? 2,
    roleArn: String(resolved.Role),
    logGroup: String((resolved.LoggingConfig as Properties | undefined)?.LogGroup ?? `/aws/lambda/${name}`),
    recursiveLoop: String(resolved.RecursiveLoop ?? "Terminate"),
    ...(reserved !== undefined && { reservedConcurrency: Number(reserved) }),
    ...deadLetters((resolved.DeadLetterConfig as Properties | undefined)?.TargetArn),
  };
}

export function readEventSource(raw: Properties, scope: Scope): EventSourceMapping {
  const properties = resolve(raw, scope) as Properties;
  const queueArn = String(properties.EventSourceArn);
  const batchSize = Number(properties.BatchSize ?? 10);
  if (!queueArn.startsWith("arn:aws:sqs:")) throw new Error("the local run only supports SQS queues as event sources");
  if (batchSize > 10) throw new Error(`the local run does not support a batch of ${batchSize}: at most 10`);
  for (const property of ["FilterCriteria", "MaximumBatchingWindowInSeconds"]) {
    if (properties[property]) throw new Error(`the local run does not support ${property}`);
  }
  const scaling = properties.ScalingConfig as { MaximumConcurrency?: number } | undefined;
  return {
    functionName: lastPart(properties.FunctionName),
    queueName: lastPart(queueArn),
    queueArn,
    batchSize,
    maximumConcurrency: Number(scaling?.MaximumConcurrency ?? 2),
    reportsBatchItemFailures: ((properties.FunctionResponseTypes ?? []) as string[]).includes(
      "ReportBatchItemFailures",
    ),
  };
}

export function readSchedule(logicalId: string, raw: Properties, scope: Scope): ScheduleResource {
  const target = pick((raw.Target ?? {}) as Properties, TARGET_PROPERTIES, scope);
  const schedule = pick(raw, SCHEDULE_PROPERTIES, scope);
  return {
    name: String(scope.ref(logicalId)),
    arn: String(scope.attribute(logicalId, "Arn")),
    expression: String(schedule.ScheduleExpression),
    timeZone: String(schedule.ScheduleExpressionTimezone ?? "UTC"),
    state: String(schedule.State ?? "ENABLED"),
    targetArn: String(target.Arn),
    input: String(target.Input ?? "{}"),
    roleArn: String(target.RoleArn),
    ...(schedule.Description !== undefined && { description: String(schedule.Description) }),
    ...(target.RetryPolicy !== undefined && { retryPolicy: target.RetryPolicy }),
    ...deadLetters((target.DeadLetterConfig as Properties | undefined)?.Arn),
  };
}

export function readEmailIdentity(logicalId: string, raw: Properties, scope: Scope): EmailIdentity {
  const { ConfigurationSetAttributes } = pick(raw, ["ConfigurationSetAttributes"], scope);
  const set = (ConfigurationSetAttributes as Properties | undefined)?.ConfigurationSetName;
  return { name: String(scope.ref(logicalId)), ...(set !== undefined && { configurationSet: String(set) }) };
}

function deadLetters(queueArn: unknown): { deadLetterQueueArn?: string } {
  if (queueArn === undefined) return {};
  if (!String(queueArn).startsWith("arn:aws:sqs:"))
    throw new Error("the local run only supports SQS queues as dead-letter queues");
  return { deadLetterQueueArn: String(queueArn) };
}

/** Resolves only the named properties: others may refer to resources that the local run does not know. */
export function pick(raw: Properties, names: readonly string[], scope: Scope): Properties {
  const present = names.filter((name) => name in raw);
  return resolve(Object.fromEntries(present.map((name) => [name, raw[name]])), scope) as Properties;
}

function lastPart(arn: unknown): string {
  return String(arn).split(":").at(-1) ?? "";
}
