import type { Context } from "aws-lambda";
import type { ProducerResponse } from "../../contracts/producer-event";
import { produce } from "../domain/producer/produce";
import type { ProducerDependencies } from "../domain/producer/producer-run";

/** ms of the function's time that are reserved for the current page. */
const RESERVE = 60_000;

/** The producer's Lambda handler. */
export function producerHandler(deps: ProducerDependencies) {
  return (event: unknown, context: Context): Promise<ProducerResponse> => {
    const deadline = deps.clock.now() + context.getRemainingTimeInMillis() - RESERVE;
    return produce(event, { id: context.awsRequestId, deadline }, deps);
  };
}
