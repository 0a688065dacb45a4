import { CfnOutput, type Stack } from "aws-cdk-lib";
import type { PipelineAlarms } from "./monitoring/pipeline-alarms";
import type { Pipeline } from "./pipeline";

/** Value and description, by output name. */
type Outputs = Readonly<Record<string, readonly [value: string, description: string]>>;

/**
 * Outputs for those who deploy.
 * @param outputs `exported`: other stacks can import these; export names are unique per account and region, so they end
 * with the environment, like all names
 */
export function addOutputs(
  stack: Stack,
  environment: string,
  { exported, local }: { readonly exported: Outputs; readonly local: Outputs },
): void {
  for (const [name, [value, description]] of Object.entries(exported)) {
    new CfnOutput(stack, name, { value, description, exportName: `${name}-${environment}` });
  }
  for (const [name, [value, description]] of Object.entries(local)) new CfnOutput(stack, name, { value, description });
}

/** The outputs of a pipeline. */
export function pipelineOutputs(pipeline: Pipeline, alarms: PipelineAlarms) {
  const { key, log, topic, sender, carrier, appointments, producer, sms, deadLetters, runDeadLetters } = pipeline;
  const { bookings, bookingsDeadLetters, receiptsDeadLetters, collectorDeadLetters } = pipeline;
  const { repliesTopic, repliesTable, repliesDeadLetters } = pipeline;
  return {
    exported: {
      NotificationTopicArn: [topic.arn, "Where outcome events are published"],
      NotificationProcessorArn: [sms.function.lambda.functionArn, "The function that sends texts"],
      NotificationLogTableName: [log.table.tableName, "The delivery log"],
    },
    local: {
      AppointmentsQueueUrl: [sms.queue.url, "Where other systems send appointments"],
      AppointmentsQueueArn: [sms.queue.queue.queueArn, "For the roles of other systems that send"],
      BookingsQueueUrl: [bookings.queue.url, "Where other systems report bookings"],
      BookingsQueueArn: [bookings.queue.queue.queueArn, "For the roles of other systems that report bookings"],
      EncryptionKeyArn: [key.key.keyArn, "For those who send to the queue or read encrypted data"],
      AppointmentsTableName: [appointments.table.tableName, "Where booking systems store appointments"],
      DeadLetterQueueUrl: [deadLetters.url, "Messages that could not be delivered or read"],
      BookingsDeadLetterQueueUrl: [bookingsDeadLetters.url, "Bookings that could not be stored or read"],
      ReceiptsDeadLetterQueueUrl: [receiptsDeadLetters.url, "Receipts that could not be recorded or read"],
      RepliesTopicArn: [repliesTopic.topicArn, "The two-way channel of the number that texts come from"],
      RepliesTableName: [repliesTable.table.tableName, "What patients answered"],
      RepliesDeadLetterQueueUrl: [repliesDeadLetters.url, "Answers that could not be recorded or read"],
      CollectorDeadLetterQueueUrl: [collectorDeadLetters.url, "Delivery logs of texts that could not be collected"],
      DailyRunDeadLetterQueueUrl: [runDeadLetters.url, "Daily runs and sweeps that could not be started or failed"],
      ProducerFunctionName: [producer.lambda.functionName, "Invoke it for an on-demand run"],
      AlarmTopicArn: [alarms.topic.topicArn, "Subscribe the person on call"],
      SmsDeliveryStatusRoleArn: [carrier.deliveryStatusRole.roleArn, "For the account's SMS settings"],
      ...dkimOutputs(sender.dkimRecords),
    },
  } as const;
}

/** The records that the DNS of the email domain needs. */
function dkimOutputs(records: readonly string[]): Outputs {
  const description = "Add to the DNS of the domain that sends emails";
  return Object.fromEntries(records.map((record, index) => [`DkimRecord${index + 1}`, [record, description] as const]));
}
