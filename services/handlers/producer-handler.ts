import type { Context } from "aws-lambda";
import type { ProducerResponse } from "../../contracts/producer-event";
import { produce } from "../domain/producer/produce";
import type { ProducerDependencies } from "../domain/producer/producer-run";

/** ms of the function's time that are kept for the page at hand. */
const RESERVE = 60_000;

/** A Lambda handler that does what the producer was called for. */
export function producerHandler(deps: ProducerDependencies) {
  return (event: unknown, context: Context): Promise<ProducerResponse> => {
    const deadline = deps.clock.now() + context.getRemainingTimeInMillis() - RESERVE;
    return produce(event, { id: context.awsRequestId, deadline }, deps);
  };
}
