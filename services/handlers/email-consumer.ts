import { remindByEmail } from "../domain/delivery/remind-by-email";
import { emailDependencies } from "./email-dependencies";
import { queueHandler } from "./queue-handler";

const deps = emailDependencies();

/** Processes the email fallback queue. */
export const handler = queueHandler((reminder) => remindByEmail(reminder, deps), deps);
