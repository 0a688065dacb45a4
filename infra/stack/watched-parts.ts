import type { ReminderFunction } from "./constructs/functions/reminder-function";
import type { Watched } from "./monitoring/watched";
import type { Pipeline } from "./pipeline";

/** The parts of a pipeline that are monitored. */
export function watchedOf(
  pipeline: Pipeline,
  digest: ReminderFunction,
  of: Pick<Watched, "names" | "settings" | "metrics" | "clinicMetrics">,
): Watched {
  const { producer, sms, email, bookings, receipts, replies, collector } = pipeline;
  const { deadLetters, bookingsDeadLetters, runDeadLetters: dailyRunDeadLetters } = pipeline;
  const { receiptsDeadLetters, repliesDeadLetters, collectorDeadLetters } = pipeline;
  return {
    ...of,
    functions: {
      producer,
      sms: sms.function,
      email: email.function,
      bookings: bookings.function,
      receipts: receipts.function,
      replies: replies.function,
      collector,
      digest,
    },
    queues: {
      appointments: sms.queue,
      email: email.queue,
      bookings: bookings.queue,
      receipts: receipts.queue,
      replies: replies.queue,
      deadLetters,
      bookingsDeadLetters,
      receiptsDeadLetters,
      repliesDeadLetters,
      collectorDeadLetters,
      dailyRunDeadLetters,
    },
  };
}
