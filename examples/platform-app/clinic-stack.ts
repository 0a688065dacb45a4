import { AppointmentReminders, type AppointmentRemindersProps } from "appointment-reminder-pipeline";
import { CfnOutput, Stack, Validations } from "aws-cdk-lib";
import { AccountRootPrincipal, Role } from "aws-cdk-lib/aws-iam";
import { SubscriptionFilter } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

/** The reminders, a role for the booking system, and a queue with what could not be delivered. */
export class ClinicStack extends Stack {
  constructor(scope: Construct, id: string, settings: AppointmentRemindersProps) {
    super(scope, id);
    const reminders = new AppointmentReminders(this, "Reminders", {
      timeZone: "Europe/London",
      defaultCountry: "GB",
      countries: ["GB"],
      ...settings,
    });

    // Who may report bookings.
    const bookingSystem = new Role(this, "BookingSystem", { assumedBy: new AccountRootPrincipal() });
    reminders.grantBook(bookingSystem);
    Validations.of(bookingSystem).acknowledge({
      id: "HIPAA.Security::HIPAA.Security-IAMNoInlinePolicy",
      reason: "The policy is written for this one role, and is deleted with it.",
    });

    // Who hears of reminders that reached nobody.
    // The key's policy lets the topic deliver to queues that it encrypts.
    const encrypted = {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: reminders.encryptionKey,
      enforceSSL: true,
    };
    const unread = new Queue(this, "Unread", encrypted);
    const failed = new Queue(this, "Failed", { ...encrypted, deadLetterQueue: { queue: unread, maxReceiveCount: 5 } });
    const status = SubscriptionFilter.stringFilter({ allowlist: ["UNDELIVERED", "ALL_FAILED", "NO_CONTACT"] });
    reminders.outcomesTopic.addSubscription(
      new SqsSubscription(failed, { rawMessageDelivery: true, filterPolicy: { status } }),
    );
    new CfnOutput(this, "BookingsQueueUrl", { value: reminders.bookingsQueue.queueUrl });
  }
}
