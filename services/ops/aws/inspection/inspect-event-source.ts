import {
  GetFunctionRecursionConfigCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import { type Lookup, lookUp } from "./lookup";

export interface EventSource {
  /** The maximum number of messages in an invocation. */
  readonly batchSize: number;
  /** Whether Lambda deletes only the messages that the function does not report as failed. */
  readonly reportsBatchItemFailures: boolean;
}

/** The event source of a function. */
export function inspectEventSources(
  client: LambdaClient,
  FunctionName: string,
): Promise<Lookup<readonly EventSource[]>> {
  return lookUp("lambda:ListEventSourceMappings", async () => {
    const { EventSourceMappings = [] } = await client.send(new ListEventSourceMappingsCommand({ FunctionName }));
    return EventSourceMappings.map(({ BatchSize = 1, FunctionResponseTypes = [] }) => ({
      batchSize: BatchSize,
      reportsBatchItemFailures: FunctionResponseTypes.includes("ReportBatchItemFailures"),
    }));
  });
}

/** What Lambda does when it detects a loop of the function's own messages: `Allow` or `Terminate`. */
export function inspectRecursion(client: LambdaClient, FunctionName: string): Promise<Lookup<string>> {
  return lookUp("lambda:GetFunctionRecursionConfig", async () => {
    const { RecursiveLoop } = await client.send(new GetFunctionRecursionConfigCommand({ FunctionName }));
    return RecursiveLoop ?? "";
  });
}
