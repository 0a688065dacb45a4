import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { PartStarter } from "../domain/producer/parts/part-runs";
import { REPEATABLE } from "./client-settings";

/**
 * Starts runs of a function by asynchronous invocations, which Lambda queues and repeats if they fail.
 * @param functionName the producer's own
 */
export function lambdaPartStarter(functionName: string): PartStarter {
  const client = new LambdaClient(REPEATABLE);
  return {
    async start(event) {
      const Payload = JSON.stringify(event);
      await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: "Event", Payload }));
    },
  };
}
