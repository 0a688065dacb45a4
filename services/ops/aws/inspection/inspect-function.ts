import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import { type Asked, ask } from "./asked";

export interface FunctionState {
  readonly arn: string;
  /** `Active`, `Inactive`, `Pending` or `Failed`. */
  readonly state: string;
  /** Environment variables. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface InspectedFunction {
  readonly configuration: Asked<FunctionState>;
  /** Invocations at the same time; undefined where none are reserved. */
  readonly reserved: Asked<number | undefined>;
  /** The states of what feeds it, such as `Enabled` or `Disabled`. */
  readonly sources: Asked<readonly string[]>;
}

export async function inspectFunction(client: LambdaClient, FunctionName: string): Promise<InspectedFunction> {
  const [configuration, reserved, sources] = await Promise.all([
    ask("lambda:GetFunctionConfiguration", async () => {
      const answer = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
      const { FunctionArn = "", State = "", Environment } = answer;
      return { arn: FunctionArn, state: State, variables: Environment?.Variables ?? {} };
    }),
    ask("lambda:GetFunctionConcurrency", async () => {
      const answer = await client.send(new GetFunctionConcurrencyCommand({ FunctionName }));
      return answer.ReservedConcurrentExecutions;
    }),
    ask("lambda:ListEventSourceMappings", async () => {
      const { EventSourceMappings = [] } = await client.send(new ListEventSourceMappingsCommand({ FunctionName }));
      return EventSourceMappings.map(({ State = "" }) => State);
    }),
  ]);
  return { configuration, reserved, sources };
}
