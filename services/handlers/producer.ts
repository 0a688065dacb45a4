import { producerDependencies } from "./producer-dependencies";
import { producerHandler } from "./producer-handler";

/** Queues the reminders that are due (schedule's event) or those of a list (on-demand event). */
export const handler = producerHandler(producerDependencies());
