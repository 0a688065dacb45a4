/** The answers of patients: the topic that a number publishes them to, their queue, the function that acts on them, and its DLQ. */
import type { Construct } from "constructs";
import { ENV } from "../../contracts/environment";
import type { ResourceNames } from "../../contracts/resource-names";
import { QueueConsumer } from "./constructs/functions/queue-consumer";
import { EventsTopic, type Publisher } from "./constructs/messaging/events-topic";
import { ReminderQueue } from "./constructs/messaging/reminder-queue";
import type { PipelineMetrics } from "./monitoring/pipeline-metrics";
import { repliesTimings } from "./settings/consumer-timings";
import { type functionSettings, replySettings } from "./settings/function-settings";
import type { Settings } from "./settings/settings";
import type { Texts } from "./sms-account";
import type { Stores } from "./stores";

export interface RepliesProps {
  readonly names: ResourceNames;
  readonly settings: Settings;
  readonly ofFunctions: ReturnType<typeof functionSettings>;
  readonly stores: Stores;
  /** The profiles of the clinics, and the messages of all languages. */
  readonly files: ReadonlyMap<string, string>;
  readonly texts: Texts;
  /** The maximum number of SMS consumers, which share the account's rate with this function. */
  readonly smsConsumers: number;
  readonly metrics: PipelineMetrics;
}

/**
 * Who publishes answers to the topic: a number or pool whose two-way channel it is. These are set up by hand, so that the
 * topic does not know them.
 */
export const REPLY_PUBLISHERS: readonly Publisher[] = [{ service: "sms-voice.amazonaws.com" }];

/** Creates the topic, the queue and the function of answers, with its permissions. */
export function createReplies(scope: Construct, props: RepliesProps) {
  const { names, settings, ofFunctions, stores, files, texts, smsConsumers, metrics } = props;
  const { data, log, topic, appointments, repliesTable, stops, rateLimit, phoneDigest } = stores;
  const repliesDeadLetters = new ReminderQueue(scope, "RepliesDeadLetters", {
    queueName: names.repliesDeadLetterQueue,
    redrivenFrom: [names.repliesQueue],
    ...data,
  });
  const replies = new QueueConsumer(scope, "Replies", {
    kind: "replies",
    queueName: names.repliesQueue,
    functionName: names.repliesConsumer,
    description: "Acts on what patients answer to texts: records it, publishes it and acknowledges it",
    timings: repliesTimings(),
    files,
    // An answer that cannot be recorded is retried for an hour.
    redrive: { target: repliesDeadLetters, maxReceiveCount: 10 },
    environment: {
      ...ofFunctions,
      ...texts.environment,
      ...replySettings(settings),
      [ENV.appointmentsTable]: appointments.table.tableName,
      [ENV.deliveryLogTable]: log.table.tableName,
      [ENV.repliesTable]: repliesTable.table.tableName,
      ...topic.environment,
      [ENV.repliesDeadLetterQueue]: repliesDeadLetters.url,
      [ENV.phoneDigestKey]: phoneDigest.value,
      [ENV.smsRateLimitTable]: rateLimit.table.tableName,
      [ENV.smsConsumers]: String(smsConsumers),
      [ENV.sendingStopsTable]: stops.table.tableName,
    },
    ...data,
  });
  // 1. What an answer changes.
  log.grantReply(replies);
  appointments.grantChange(replies);
  repliesTable.grantStore(replies);
  topic.grantPublish(replies);
  texts.grantOptOuts(replies);
  // 2. Its acknowledgement.
  texts.grantSend(replies);
  rateLimit.grantReserve(replies);
  stops.grantRead(replies);
  // 3. What every consumer may do.
  repliesDeadLetters.grantSend(replies);
  metrics.grantEmit(replies);

  const { topic: repliesTopic } = new EventsTopic(scope, "RepliesTopic", {
    topicName: names.repliesTopic,
    displayName: "PatientReplies",
    key: data.key,
    publishers: REPLY_PUBLISHERS,
    queue: replies.queue,
  });
  return { replies, repliesDeadLetters, repliesTopic };
}
