/** The daily run and the sweep: the function that queues what is due, and what starts it. */
import { Duration } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { ResourceNames } from "../../contracts/resource-names";
import { DailySchedule } from "./constructs/functions/daily-schedule";
import { type FunctionEnvironment, ReminderFunction } from "./constructs/functions/reminder-function";
import { SweepSchedule } from "./constructs/functions/sweep-schedule";
import { ReminderQueue } from "./constructs/messaging/reminder-queue";
import type { Settings } from "./settings/settings";
import type { Shared } from "./stores";

export interface RunsProps {
  readonly names: ResourceNames;
  readonly settings: Settings;
  readonly environment: FunctionEnvironment<"producer">;
  readonly files: ReadonlyMap<string, string>;
  readonly data: Shared;
}

/** Creates the producer with its schedules, and the queue of the events that it failed to process. */
export function createRuns(scope: Construct, { names, settings, environment, files, data }: RunsProps) {
  const isShared = settings.producerRuns > 1;
  const runDeadLetters = new ReminderQueue(scope, "DailyRunDeadLetters", {
    queueName: names.dailyRunDeadLetterQueue,
    ...data,
  });
  const producer = new ReminderFunction(scope, "Producer", {
    kind: "producer",
    functionName: names.producer,
    description: "Queues the reminders that are due, or those of given appointments",
    timeout: Duration.minutes(15),
    // One vCPU. A reminder takes about 0.6 ms of it: 100,000 take a minute, but over three with 512 MB (docs/scaling.md).
    memoryMb: 1_769,
    // A daily run and a sweep, each with the one before it, which may take up to 15 minutes; and a run by hand.
    concurrency: 5 + (isShared ? 2 * settings.producerRuns : 0),
    files,
    environment,
    key: data.key,
    platform: data.platform,
    deadLetters: runDeadLetters,
  });
  if (isShared) producer.grantInvokeItself();
  const scheduled = { target: producer.lambda, deadLetters: runDeadLetters };
  new DailySchedule(scope, "DailySchedule", {
    scheduleName: names.schedule,
    timeOfDay: settings.schedule,
    timeZone: settings.timeZone,
    ...scheduled,
  });
  new SweepSchedule(scope, "SweepSchedule", { scheduleName: names.sweepSchedule, ...scheduled });
  return { producer, runDeadLetters };
}
