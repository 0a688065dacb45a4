import { CfnOutput, type Stack } from "aws-cdk-lib";
import { environmentName } from "../../contracts/resource-names";
import type { AppointmentReminders } from "./appointment-reminders";

/** Value and description, by output name. */
type Outputs = Readonly<Record<string, readonly [value: string, description: string]>>;

/** Outputs for those who deploy, and for other stacks of the account. */
export function addOutputs(stack: Stack, reminders: AppointmentReminders): void {
  const { exported, local } = outputsOf(reminders);
  for (const [name, [value, description]] of Object.entries(exported)) {
    // Other stacks can import these. Export names are unique per account and region, so they end with the environment,
    // like all names.
    const exportName = `${name}-${environmentName(reminders.settings)}`;
    new CfnOutput(stack, name, { value, description, exportName });
  }
  for (const [name, [value, description]] of Object.entries(local)) new CfnOutput(stack, name, { value, description });
}

function outputsOf(reminders: AppointmentReminders): { readonly exported: Outputs; readonly local: Outputs } {
  const { deadLetterQueues, functions } = reminders;
  return {
    exported: {
      NotificationTopicArn: [reminders.outcomesTopic.topicArn, "Where outcome events are published"],
      NotificationProcessorArn: [functions.sms.functionArn, "The function that sends texts"],
      NotificationLogTableName: [reminders.deliveryLogTable.tableName, "The delivery log"],
    },
    local: {
      AppointmentsQueueUrl: [reminders.appointmentsQueue.queueUrl, "Where other systems send appointments"],
      AppointmentsQueueArn: [reminders.appointmentsQueue.queueArn, "For the roles of other systems that send"],
      BookingsQueueUrl: [reminders.bookingsQueue.queueUrl, "Where other systems report bookings"],
      BookingsQueueArn: [reminders.bookingsQueue.queueArn, "For the roles of other systems that report bookings"],
      EncryptionKeyArn: [reminders.encryptionKey.keyArn, "For those who send to the queue or read encrypted data"],
      AppointmentsTableName: [reminders.appointmentsTable.tableName, "Where booking systems store appointments"],
      DeadLetterQueueUrl: [deadLetterQueues.appointments.queueUrl, "Messages that could not be delivered or read"],
      BookingsDeadLetterQueueUrl: [deadLetterQueues.bookings.queueUrl, "Bookings that could not be stored or read"],
      ReceiptsDeadLetterQueueUrl: [deadLetterQueues.receipts.queueUrl, "Receipts that could not be recorded or read"],
      RepliesTopicArn: [reminders.repliesTopic.topicArn, "The two-way channel of the number that texts come from"],
      RepliesTableName: [reminders.repliesTable.tableName, "What patients answered"],
      RepliesDeadLetterQueueUrl: [deadLetterQueues.replies.queueUrl, "Answers that could not be recorded or read"],
      CollectorDeadLetterQueueUrl: [
        deadLetterQueues.collector.queueUrl,
        "Delivery logs of texts that could not be collected",
      ],
      DailyRunDeadLetterQueueUrl: [
        deadLetterQueues.runs.queueUrl,
        "Daily runs and sweeps that could not be started or failed",
      ],
      ProducerFunctionName: [functions.producer.functionName, "Invoke it for an on-demand run"],
      AlarmTopicArn: [reminders.alarmTopic.topicArn, "Subscribe the person on call"],
      SmsDeliveryStatusRoleArn: [reminders.smsDeliveryStatusRole.roleArn, "For the account's SMS settings"],
      ...dkimOutputs(reminders.dkimRecords),
    },
  };
}

/** The records that the DNS of the email domain needs. */
function dkimOutputs(records: readonly string[]): Outputs {
  const description = "Add to the DNS of the domain that sends emails";
  return Object.fromEntries(records.map((record, index) => [`DkimRecord${index + 1}`, [record, description] as const]));
}
