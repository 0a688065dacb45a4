import type { Context } from "aws-lambda";
import type { ProducerAnswer } from "../../contracts/producer-event";
import { produce } from "../domain/produce";
import { producerDependencies } from "./producer-dependencies";

const deps = producerDependencies();

/** ms of the function's time that are kept for the page at hand. */
const RESERVE = 60_000;

/** Queues what is due (the schedule's event) or what it is given (an on-demand event). */
export const handler = (event: unknown, context: Context): Promise<ProducerAnswer> =>
  produce(
    event,
    { id: context.awsRequestId, deadline: Date.now() + context.getRemainingTimeInMillis() - RESERVE },
    deps,
  );
