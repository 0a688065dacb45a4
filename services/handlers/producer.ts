import { producerDependencies } from "./producer-dependencies";
import { producerHandler } from "./producer-handler";

/** Queues what is due (the schedule's event) or what it is given (an on-demand event). */
export const handler = producerHandler(producerDependencies());
