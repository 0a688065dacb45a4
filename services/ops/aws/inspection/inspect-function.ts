import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import { type Lookup, lookUp } from "./lookup";

export interface FunctionState {
  readonly arn: string;
  /** `Active`, `Inactive`, `Pending` or `Failed`. */
  readonly state: string;
  /** Environment variables. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface InspectedFunction {
  readonly configuration: Lookup<FunctionState>;
  /** Reserved concurrency; undefined if there is none. */
  readonly reserved: Lookup<number | undefined>;
  /** The states of its event sources, such as `Enabled` or `Disabled`. */
  readonly sources: Lookup<readonly string[]>;
}

export async function inspectFunction(client: LambdaClient, FunctionName: string): Promise<InspectedFunction> {
  const [configuration, reserved, sources] = await Promise.all([
    lookUp("lambda:GetFunctionConfiguration", async () => {
      const answer = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
      const { FunctionArn = "", State = "", Environment } = answer;
      return { arn: FunctionArn, state: State, variables: Environment?.Variables ?? {} };
    }),
    lookUp("lambda:GetFunctionConcurrency", async () => {
      const answer = await client.send(new GetFunctionConcurrencyCommand({ FunctionName }));
      return answer.ReservedConcurrentExecutions;
    }),
    lookUp("lambda:ListEventSourceMappings", async () => {
      const { EventSourceMappings = [] } = await client.send(new ListEventSourceMappingsCommand({ FunctionName }));
      return EventSourceMappings.map(({ State = "" }) => State);
    }),
  ]);
  return { configuration, reserved, sources };
}
