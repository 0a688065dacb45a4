/** The receipts of texts and emails: their queue and topic, the functions that collect and record them, and their DLQs. */
import { Duration } from "aws-cdk-lib";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { ENV } from "../../contracts/environment";
import type { ResourceNames } from "../../contracts/resource-names";
import type { EmailSender } from "./constructs/carriers/email-sender";
import { LogSubscription } from "./constructs/functions/log-subscription";
import { QueueConsumer } from "./constructs/functions/queue-consumer";
import { ReminderFunction } from "./constructs/functions/reminder-function";
import { EventsTopic, type Publisher } from "./constructs/messaging/events-topic";
import type { NotificationTopic } from "./constructs/messaging/notification-topic";
import { ReminderQueue } from "./constructs/messaging/reminder-queue";
import type { DeliveryLog } from "./constructs/tables/delivery-log";
import type { PipelineMetrics } from "./monitoring/pipeline-metrics";
import { receiptsTimings } from "./settings/consumer-timings";
import type { functionSettings } from "./settings/function-settings";
import type { Shared } from "./stores";

export interface ReceiptsProps {
  readonly names: ResourceNames;
  readonly ofFunctions: ReturnType<typeof functionSettings>;
  readonly data: Shared;
  readonly log: DeliveryLog;
  readonly topic: NotificationTopic;
  readonly sender: EmailSender;
  /** The consumer of the appointments queue. */
  readonly sms: QueueConsumer<"sms">;
  /** The consumer of the email queue. */
  readonly email: QueueConsumer<"email">;
  readonly metrics: PipelineMetrics;
}

/** The services that publish receipts to the topic, each for one configuration set. */
export function receiptPublishers(names: ResourceNames): Publisher[] {
  return [
    {
      service: "ses.amazonaws.com",
      source: { arnService: "ses", configurationSetName: names.emailConfigurationSet },
    },
    {
      service: "sms-voice.amazonaws.com",
      source: { arnService: "sms-voice", configurationSetName: names.smsConfigurationSet },
    },
  ];
}

/** Creates the queue, the topic and the functions of receipts, with their permissions. */
export function createReceipts(scope: Construct, props: ReceiptsProps) {
  const { names, ofFunctions, data, log, topic, sender, sms, email, metrics } = props;
  const receiptsDeadLetters = new ReminderQueue(scope, "ReceiptsDeadLetters", {
    queueName: names.receiptsDeadLetterQueue,
    redrivenFrom: [names.receiptsQueue],
    ...data,
  });
  const receipts = new QueueConsumer(scope, "Receipts", {
    kind: "receipts",
    queueName: names.receiptsQueue,
    functionName: names.receiptsConsumer,
    description: "Records what became of texts and emails, and sends an email for a text that was not delivered",
    timings: receiptsTimings(),
    files: new Map(),
    // A receipt without a match is received six times; one that cannot be recorded is retried for 50 minutes.
    redrive: { target: receiptsDeadLetters, maxReceiveCount: 10 },
    environment: {
      [ENV.environment]: ofFunctions[ENV.environment],
      [ENV.timeZone]: ofFunctions[ENV.timeZone],
      [ENV.retentionDays]: ofFunctions[ENV.retentionDays],
      [ENV.deliveryLogTable]: log.table.tableName,
      ...topic.environment,
      [ENV.appointmentsQueue]: sms.queue.url,
      [ENV.emailQueue]: email.queue.url,
      [ENV.receiptsDeadLetterQueue]: receiptsDeadLetters.url,
    },
    ...data,
  });
  log.grantReceipt(receipts);
  topic.grantPublish(receipts);
  // A message that came after an undelivered text or email, with another contact.
  sms.grantSend(receipts);
  email.grantSend(receipts);
  receiptsDeadLetters.grantSend(receipts);
  metrics.grantEmit(receipts);

  const events = new EventsTopic(scope, "DeliveryEvents", {
    topicName: names.receiptsTopic,
    displayName: "DeliveryEvents",
    key: data.key,
    publishers: receiptPublishers(names),
    queue: receipts.queue,
  });
  sender.publishOutcomes(events);
  return { receipts, receiptsDeadLetters, events, ...createCollector(scope, names, receipts, props) };
}

/** Creates the function that sends SNS's delivery logs to the queue. Without {@link collectLogs} nothing invokes it. */
function createCollector(
  scope: Construct,
  names: ResourceNames,
  receipts: QueueConsumer<"receipts">,
  { data, ofFunctions: { [ENV.environment]: environment } }: Pick<ReceiptsProps, "data" | "ofFunctions">,
) {
  const collectorDeadLetters = new ReminderQueue(scope, "CollectorDeadLetters", {
    queueName: names.receiptCollectorDeadLetterQueue,
    ...data,
  });
  const collector = new ReminderFunction(scope, "Collector", {
    kind: "collector",
    functionName: names.receiptCollector,
    description: "Sends SNS's delivery logs of texts to the receipts queue",
    timeout: Duration.minutes(1),
    memoryMb: 512,
    // Each takes a fraction of a second. Lambda retries what is throttled.
    concurrency: 10,
    files: new Map(),
    environment: { [ENV.environment]: environment, [ENV.receiptsQueue]: receipts.queue.url },
    key: data.key,
    platform: data.platform,
    // CloudWatch Logs invokes it asynchronously.
    deadLetters: collectorDeadLetters,
  });
  receipts.grantSend(collector);
  return { collector, collectorDeadLetters };
}

/** Has CloudWatch Logs invoke the collector with SNS's delivery logs of texts. */
export function collectLogs(
  scope: Construct,
  names: ResourceNames,
  collector: ReminderFunction,
  [delivered, failed]: readonly LogGroup[],
): void {
  for (const [id, logGroup] of Object.entries({ DeliveredTexts: delivered, FailedTexts: failed })) {
    if (logGroup)
      new LogSubscription(scope, id, { filterName: names.receiptCollector, logGroup, target: collector.lambda });
  }
}
