/** The daily digest: the function that makes it, and what starts it. */
import { Duration } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { ENV } from "../../contracts/environment";
import { environmentName, type ResourceNames } from "../../contracts/resource-names";
import { DigestSchedule } from "./constructs/functions/digest-schedule";
import { ReminderFunction } from "./constructs/functions/reminder-function";
import type { PipelineAlarms } from "./monitoring/pipeline-alarms";
import type { Pipeline } from "./pipeline";
import type { Settings } from "./settings/settings";

export interface DigestProps {
  readonly names: ResourceNames;
  readonly settings: Settings;
  readonly pipeline: Pipeline;
  readonly alarms: PipelineAlarms;
}

/** Creates the function, with its permissions, and its schedule if the setting `digestTime` says when. */
export function createDigest(scope: Construct, { names, settings, pipeline, alarms }: DigestProps): ReminderFunction {
  const { log, appointments, repliesTable, metrics, runDeadLetters } = pipeline;
  const { deadLetters, bookingsDeadLetters, receiptsDeadLetters, repliesDeadLetters, collectorDeadLetters } = pipeline;
  const counted = [deadLetters, bookingsDeadLetters, receiptsDeadLetters, repliesDeadLetters, collectorDeadLetters];
  const queues = [...counted, runDeadLetters];
  const digest = new ReminderFunction(scope, "Digest", {
    kind: "digest",
    functionName: names.digest,
    description: "Publishes once a day what needs a person, to the topic of the alarms",
    // 100,000 failed reminders are some 40 MB of the index, and take under a minute.
    timeout: Duration.minutes(5),
    memoryMb: 512,
    // A schedule starts one a day; an operator may start another.
    concurrency: 2,
    files: new Map(),
    environment: {
      [ENV.environment]: environmentName(settings),
      [ENV.timeZone]: settings.timeZone,
      [ENV.deliveryLogTable]: log.table.tableName,
      [ENV.appointmentsTable]: appointments.table.tableName,
      [ENV.repliesTable]: repliesTable.table.tableName,
      [ENV.deadLetterQueues]: queues.map(({ url }) => url).join(","),
      [ENV.alarmTopic]: alarms.topic.topicArn,
      [ENV.runbookUrl]: settings.runbookUrl,
    },
    key: pipeline.key,
    platform: pipeline.platform,
    deadLetters: runDeadLetters,
  });
  log.grantReadAttention(digest);
  repliesTable.grantReadWaiting(digest);
  appointments.grantKeepDigest(digest);
  for (const queue of queues) queue.grantCount(digest);
  alarms.grantPublish(digest);
  metrics.grantEmit(digest);
  if (settings.digestTime !== "off") {
    new DigestSchedule(scope, "DigestSchedule", {
      scheduleName: names.digestSchedule,
      timeOfDay: settings.digestTime,
      timeZone: settings.timeZone,
      target: digest.lambda,
      deadLetters: runDeadLetters,
    });
  }
  return digest;
}
