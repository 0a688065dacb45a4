import { remindBySms } from "../domain/delivery/remind-by-sms";
import { queueHandler } from "./queue-handler";
import { smsDependencies } from "./sms-dependencies";

const deps = smsDependencies();

/** Processes the appointments queue. */
export const handler = queueHandler((reminder) => remindBySms(reminder, deps), deps);
