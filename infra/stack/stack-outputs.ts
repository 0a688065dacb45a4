import { CfnOutput, type Stack } from "aws-cdk-lib";
import type { PipelineAlarms } from "./monitoring/pipeline-alarms";
import type { Pipeline } from "./pipeline";

/** By the output's name: its value, and what it is for. */
type Outputs = Readonly<Record<string, readonly [value: string, description: string]>>;

/**
 * Tells who deploys what they need to go on.
 * @param outputs `exported`: other stacks can import these; export names are one to an account and region, so they end
 * with the environment, like all names
 */
export function addOutputs(
  stack: Stack,
  environment: string,
  { exported, told }: { readonly exported: Outputs; readonly told: Outputs },
): void {
  for (const [name, [value, description]] of Object.entries(exported)) {
    new CfnOutput(stack, name, { value, description, exportName: `${name}-${environment}` });
  }
  for (const [name, [value, description]] of Object.entries(told)) new CfnOutput(stack, name, { value, description });
}

/** What of a pipeline is exported, and what is told. */
export function pipelineOutputs(pipeline: Pipeline, alarms: PipelineAlarms) {
  const { key, log, topic, sender, carrier, appointments, producer, sms, deadLetters, runDeadLetters } = pipeline;
  return {
    exported: {
      NotificationTopicArn: [topic.arn, "Where outcome events are published"],
      NotificationProcessorArn: [sms.function.lambda.functionArn, "The function that sends texts"],
      NotificationLogTableName: [log.table.tableName, "The delivery log"],
    },
    told: {
      AppointmentsQueueUrl: [sms.queue.url, "Where other systems send appointments"],
      AppointmentsQueueArn: [sms.queue.queue.queueArn, "For the roles of other systems that send"],
      EncryptionKeyArn: [key.key.keyArn, "For whoever sends to the queue, or reads what is encrypted"],
      AppointmentsTableName: [appointments.table.tableName, "Where booking systems store appointments"],
      DeadLetterQueueUrl: [deadLetters.url, "What could not be delivered or understood"],
      DailyRunDeadLetterQueueUrl: [runDeadLetters.url, "Daily runs that could not be started or failed"],
      ProducerFunctionName: [producer.lambda.functionName, "To be invoked for an on-demand run"],
      AlarmTopicArn: [alarms.topic.topicArn, "To be subscribed to by whoever is on call"],
      SmsDeliveryStatusRoleArn: [carrier.deliveryStatusRole.roleArn, "For the account's SMS settings"],
      ...dkimOutputs(sender.dkimRecords),
    },
  } as const;
}

/** The records that the DNS of the email domain needs. */
function dkimOutputs(records: readonly string[]): Outputs {
  const description = "To be added to the DNS of the domain that sends emails";
  return Object.fromEntries(records.map((record, index) => [`DkimRecord${index + 1}`, [record, description] as const]));
}
