import { digestDependencies } from "./digest-dependencies";
import { digestHandler } from "./digest-handler";

/** Publishes what needs a person to the topic of the alarms. */
export const handler = digestHandler(digestDependencies());
