/** Lambda's reading calls: what the template says of the functions and of what they are fed from. */
import { randomUUID } from "node:crypto";
import { type Answer, AwsError, jsonAnswer, type Service } from "../front/call";
import type { EventSourceMapping, FunctionResource } from "../template/resource-types";

interface Asked {
  /** A function's name or ARN; undefined where the call names none. */
  readonly of: string | undefined;
}

/** @returns answers of GetFunctionConfiguration, GetFunctionConcurrency, GetFunctionRecursionConfig and ListEventSourceMappings */
export function createFunctionDescriptions(
  functions: readonly FunctionResource[],
  eventSources: readonly EventSourceMapping[],
): Service {
  const mappings = eventSources.map((source) => ({ UUID: randomUUID(), source }));
  const known = (of: string | undefined): FunctionResource => {
    const fn = functions.find(({ name, arn }) => of === name || of === arn);
    if (!fn) throw new AwsError("ResourceNotFoundException", 404, `Function not found: ${of}`);
    return fn;
  };
  const operations: readonly [path: RegExp, answer: (asked: Asked) => unknown][] = [
    [/^\/2015-03-31\/functions\/([^/?]+)\/configuration/, ({ of }) => configurationOf(known(of))],
    [/^\/2024-08-31\/functions\/([^/?]+)\/recursion-config/, ({ of }) => ({ RecursiveLoop: known(of).recursiveLoop })],
    [/^\/2019-09-30\/functions\/([^/?]+)\/concurrency/, ({ of }) => concurrencyOf(known(of))],
    [
      /^\/2015-03-31\/event-source-mappings\/?(?:\?(?:.*&)?FunctionName=([^&]+))?/,
      ({ of }) => {
        const name = of && known(of).name;
        const listed = mappings.filter(({ source }) => name === undefined || source.functionName === name);
        return { EventSourceMappings: listed.map(({ UUID, source }) => mappingOf(UUID, source, functions)) };
      },
    ],
  ];
  return async ({ operation, path }): Promise<Answer> => {
    for (const [pattern, answer] of operation.startsWith("GET ") ? operations : []) {
      const found = pattern.exec(path);
      if (found) return jsonAnswer(answer({ of: found[1] && decodeURIComponent(found[1]) }));
    }
    throw new AwsError("UnknownOperationException", 404, `The local run has no lambda ${operation}`);
  };
}

function configurationOf(fn: FunctionResource) {
  return {
    FunctionName: fn.name,
    FunctionArn: fn.arn,
    Role: fn.roleArn,
    Handler: fn.handler,
    Timeout: fn.timeoutSeconds,
    MemorySize: fn.memoryMb,
    Environment: { Variables: fn.environment },
    LoggingConfig: { LogGroup: fn.logGroup },
    State: "Active",
    LastUpdateStatus: "Successful",
  };
}

function concurrencyOf({ reservedConcurrency }: FunctionResource) {
  return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
}

/** Its pollers run as long as the local run does. */
function mappingOf(UUID: string, source: EventSourceMapping, functions: readonly FunctionResource[]) {
  return {
    UUID,
    EventSourceArn: source.queueArn,
    FunctionArn: functions.find(({ name }) => name === source.functionName)?.arn,
    BatchSize: source.batchSize,
    ScalingConfig: { MaximumConcurrency: source.maximumConcurrency },
    FunctionResponseTypes: source.reportsBatchItemFailures ? ["ReportBatchItemFailures"] : [],
    State: "Enabled",
  };
}
