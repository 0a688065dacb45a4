/** The bookings: their queue, the function that stores them, and their dead-letter queue. */
import type { Construct } from "constructs";
import { ENV } from "../../contracts/environment";
import type { ResourceNames } from "../../contracts/resource-names";
import { QueueConsumer } from "./constructs/functions/queue-consumer";
import { ReminderQueue } from "./constructs/messaging/reminder-queue";
import type { AppointmentsTable } from "./constructs/tables/appointments-table";
import type { DeliveryLog } from "./constructs/tables/delivery-log";
import type { PipelineMetrics } from "./monitoring/pipeline-metrics";
import { bookingsTimings } from "./settings/consumer-timings";
import type { functionSettings } from "./settings/function-settings";
import type { Settings } from "./settings/settings";
import type { Shared } from "./stores";

export interface BookingsProps {
  readonly names: ResourceNames;
  readonly settings: Settings;
  readonly ofFunctions: ReturnType<typeof functionSettings>;
  readonly files: ReadonlyMap<string, string>;
  readonly data: Shared;
  readonly appointments: AppointmentsTable;
  readonly log: DeliveryLog;
  /** The consumer of the appointments queue. */
  readonly sms: QueueConsumer<"sms">;
  readonly metrics: PipelineMetrics;
}

/** Creates the consumer of bookings, with its permissions. */
export function createBookings(scope: Construct, props: BookingsProps) {
  const { names, settings, ofFunctions, files, data, appointments, log, sms, metrics } = props;
  const bookingsDeadLetters = new ReminderQueue(scope, "BookingsDeadLetters", {
    queueName: names.bookingsDeadLetterQueue,
    redrivenFrom: [names.bookingsQueue],
    ...data,
  });
  const { [ENV.retentionDays]: _, ...environment } = ofFunctions;
  const bookings = new QueueConsumer(scope, "Bookings", {
    kind: "bookings",
    queueName: names.bookingsQueue,
    functionName: names.bookingsConsumer,
    description: "Stores what other systems report of appointments, and plans their reminders",
    timings: bookingsTimings(),
    files,
    // A booking that cannot be stored, because of DynamoDB or of others that write to its item, is retried for two hours.
    redrive: { target: bookingsDeadLetters, maxReceiveCount: 10 },
    environment: {
      ...environment,
      [ENV.appointmentsTable]: appointments.table.tableName,
      [ENV.deliveryLogTable]: log.table.tableName,
      [ENV.appointmentsQueue]: sms.queue.url,
      [ENV.bookingsDeadLetterQueue]: bookingsDeadLetters.url,
      [ENV.changeTexts]: settings.changeTexts.join(",") || "none",
    },
    ...data,
  });
  bookings.queue.allowSenders(settings.senderAccounts);
  appointments.grantChange(bookings);
  log.grantRead(bookings);
  // A reminder that failed is queued again once its contact was corrected.
  sms.grantSend(bookings);
  bookingsDeadLetters.grantSend(bookings);
  metrics.grantEmit(bookings);
  return { bookings, bookingsDeadLetters };
}
