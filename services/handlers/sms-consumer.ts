import { remindBySms } from "../domain/delivery/remind-by-sms";
import { queueHandler } from "./queue-handler";
import { smsDependencies } from "./sms-dependencies";

const deps = smsDependencies();

/** Works the appointments queue. */
export const handler = queueHandler((reminder) => remindBySms(reminder, deps), deps);
