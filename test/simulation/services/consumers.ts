/** The consumers of texts, of emails, of receipts and of answers on simulated services. */
import { remindByEmail } from "../../../services/domain/delivery/remind-by-email";
import { remindBySms } from "../../../services/domain/delivery/remind-by-sms";
import { queueHandler } from "../../../services/handlers/queue-handler";
import { startRepliesFunction } from "../answers/replies-function";
import { startReceiptsFunction } from "../receipts/receipts-function";
import type { Variant } from "../variants/variant";
import { startFunction } from "./simulated-function";
import { emailDependencies, smsDependencies } from "./simulated-ports";
import { trackedEmail, trackedSms } from "./tracked-lookups";
import type { World } from "./world";

export function startConsumers(world: World, variant: Variant): void {
  const {
    change = (deps) => deps,
    changeEmail = (deps) => deps,
    remind = remindBySms,
    remindByEmail: byEmail = remindByEmail,
  } = variant;
  startFunction(world, {
    name: "sms",
    queue: world.appointmentsQueue,
    timings: world.timings.sms,
    acknowledgesFirst: variant.acknowledgesFirst,
    handlerOf: (by) => {
      const deps = change(smsDependencies(by, world, variant.changeFeedGuard), world);
      return queueHandler((reminder) => remind(reminder, trackedSms(reminder, deps, by, world)), deps);
    },
  });
  startFunction(world, {
    name: "email",
    queue: world.emailQueue,
    timings: world.timings.email,
    handlerOf: (by) => {
      const deps = changeEmail(emailDependencies(by, world));
      return queueHandler((reminder) => byEmail(reminder, trackedEmail(reminder, deps, by, world)), deps);
    },
  });
  startReceiptsFunction(world, variant);
  startRepliesFunction(world, variant);
}
