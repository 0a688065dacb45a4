/** Lambda's descriptions of functions and event source mappings, and the call that enables and disables mappings. */
import { type Answer, AwsError, type Call, jsonAnswer, jsonParameters, type Service } from "../protocol/call";
import type { FunctionResource } from "../template/resource-types";
import type { EventSourceSwitch } from "./event-source-switch";

/** @param named a function's name or ARN, or a mapping's id; undefined if the call names none */
type Operation = (named: string | undefined, call: Call) => unknown;

/** The state in the response to a change, as on AWS: the pollers follow later. */
const CHANGING = { Enabled: "Enabling", Disabling: "Disabling", Disabled: "Disabling" } as const;

/**
 * @returns GetFunctionConfiguration, GetFunctionConcurrency, GetFunctionRecursionConfig, ListEventSourceMappings,
 *   GetEventSourceMapping and UpdateEventSourceMapping, which only enables and disables
 */
export function createFunctionDescriptions(
  functions: readonly FunctionResource[],
  eventSources: readonly EventSourceSwitch[],
): Service {
  const known = (named: string | undefined): FunctionResource => {
    const fn = functions.find(({ name, arn }) => named === name || named === arn);
    if (!fn) throw new AwsError("ResourceNotFoundException", 404, `Function not found: ${named}`);
    return fn;
  };
  const mapping = (named: string | undefined): EventSourceSwitch => {
    const found = eventSources.find(({ uuid }) => uuid === named);
    if (!found) throw new AwsError("ResourceNotFoundException", 404, "The resource you requested does not exist.");
    return found;
  };
  const operations: readonly [call: RegExp, answer: Operation][] = [
    [/^GET \/2015-03-31\/functions\/([^/?]+)\/configuration/, (named) => configurationOf(known(named))],
    [
      /^GET \/2024-08-31\/functions\/([^/?]+)\/recursion-config/,
      (named) => ({ RecursiveLoop: known(named).recursiveLoop }),
    ],
    [/^GET \/2019-09-30\/functions\/([^/?]+)\/concurrency/, (named) => concurrencyOf(known(named))],
    [/^GET \/2015-03-31\/event-source-mappings\/([\w-]+)/, (named) => mappingOf(mapping(named), functions)],
    [
      /^PUT \/2015-03-31\/event-source-mappings\/([\w-]+)/,
      (named, call) => {
        const changed = mapping(named);
        enableOrDisable(changed, jsonParameters(call));
        return { ...mappingOf(changed, functions), State: CHANGING[changed.state] };
      },
    ],
    [
      /^GET \/2015-03-31\/event-source-mappings\/?(?:\?(?:.*&)?FunctionName=([^&]+))?/,
      (named) => {
        const name = named && known(named).name;
        const listed = eventSources.filter(({ mapping }) => name === undefined || mapping.functionName === name);
        return { EventSourceMappings: listed.map((source) => mappingOf(source, functions)) };
      },
    ],
  ];
  return async (call): Promise<Answer> => {
    for (const [pattern, answer] of operations) {
      const found = pattern.exec(call.operation);
      if (found) return jsonAnswer(answer(found[1] && decodeURIComponent(found[1]), call));
    }
    throw new AwsError("UnknownOperationException", 404, `The local run has no lambda ${call.operation}`);
  };
}

function enableOrDisable(source: EventSourceSwitch, { Enabled, ...others }: Record<string, unknown>): void {
  const [other] = Object.keys(others);
  if (other) throw new AwsError("InvalidParameterValueException", 400, `The local run cannot change ${other}`);
  if (Enabled === true) source.enable();
  if (Enabled === false) source.disable();
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

function mappingOf({ uuid, mapping, state }: EventSourceSwitch, functions: readonly FunctionResource[]) {
  return {
    UUID: uuid,
    EventSourceArn: mapping.queueArn,
    FunctionArn: functions.find(({ name }) => name === mapping.functionName)?.arn,
    BatchSize: mapping.batchSize,
    ScalingConfig: { MaximumConcurrency: mapping.maximumConcurrency },
    FunctionResponseTypes: mapping.reportsBatchItemFailures ? ["ReportBatchItemFailures"] : [],
    State: state,
  };
}
