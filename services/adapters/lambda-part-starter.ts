import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { PartStarter } from "../domain/producer/parts/part-runs";
import { REPEATABLE } from "./clients/client-settings";
import { lean } from "./clients/lean-client";

/**
 * Starts runs of a function by asynchronous invocations, which Lambda queues and repeats if they fail.
 * @param functionName the producer's own
 */
export function lambdaPartStarter(functionName: string): PartStarter {
  const client = lean(new LambdaClient(REPEATABLE));
  return {
    async start(event) {
      const Payload = JSON.stringify(event);
      await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: "Event", Payload }));
    },
  };
}
