import type { ResourceNames } from "../../../contracts/resource-names";
import type { ReminderFunction } from "../constructs/functions/reminder-function";
import type { ReminderQueue } from "../constructs/messaging/reminder-queue";
import type { Settings } from "../settings/settings";
import type { PipelineMetrics } from "./pipeline-metrics";

/** What the alarms and the dashboard of one environment monitor. */
export interface Watched {
  readonly names: ResourceNames;
  readonly settings: Settings;
  readonly metrics: PipelineMetrics;
  /** Whether outcomes are also counted by clinic. */
  readonly clinicMetrics: boolean;
  readonly functions: {
    readonly producer: ReminderFunction;
    readonly sms: ReminderFunction;
    readonly email: ReminderFunction;
    readonly bookings: ReminderFunction;
    readonly receipts: ReminderFunction;
    readonly replies: ReminderFunction;
    readonly collector: ReminderFunction;
    readonly digest: ReminderFunction;
  };
  readonly queues: {
    readonly appointments: ReminderQueue;
    readonly email: ReminderQueue;
    readonly bookings: ReminderQueue;
    readonly receipts: ReminderQueue;
    readonly replies: ReminderQueue;
    readonly deadLetters: ReminderQueue;
    readonly bookingsDeadLetters: ReminderQueue;
    readonly receiptsDeadLetters: ReminderQueue;
    readonly repliesDeadLetters: ReminderQueue;
    /** Receives the delivery logs of texts that the collector could not send on. */
    readonly collectorDeadLetters: ReminderQueue;
    /** Receives daily runs and sweeps that could not be started or failed after all retries. */
    readonly dailyRunDeadLetters: ReminderQueue;
  };
}
