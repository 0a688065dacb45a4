import { NO_PROFILES } from "../../contracts/clinics/clinic";
import { ENV } from "../../contracts/environment";
import { NO_CONFIGURATION_SET } from "../../contracts/texts/sms-carrier";

/** Points the AWS SDK of this process at a test server. */
export function awsEnvironment(endpoint: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
}

/**
 * All environment variables of the functions.
 * @param origin the origin of queue URLs
 */
export function functionEnvironment(origin: string): Record<string, string> {
  return {
    [ENV.environment]: "test",
    [ENV.appointmentsTable]: "healthcare-appointments-test",
    [ENV.deliveryLogTable]: "notification-delivery-logs-test",
    [ENV.appointmentsQueue]: `${origin}/000000000000/appointments`,
    [ENV.emailQueue]: `${origin}/000000000000/email-fallback`,
    [ENV.bookingsDeadLetterQueue]: `${origin}/000000000000/bookings-dlq`,
    [ENV.receiptsQueue]: `${origin}/000000000000/receipts`,
    [ENV.receiptsDeadLetterQueue]: `${origin}/000000000000/receipts-dlq`,
    [ENV.changeTexts]: "none",
    [ENV.textReceipts]: "index",
    [ENV.deadLetterQueue]: `${origin}/000000000000/dlq`,
    [ENV.topic]: "arn:aws:sns:us-east-1:000000000000:healthcare-appointment-notifications-test",
    [ENV.fhirEvents]: "off",
    [ENV.alarmTopic]: "arn:aws:sns:us-east-1:000000000000:healthcare-appointment-alarms-test",
    [ENV.deadLetterQueues]: `${origin}/000000000000/dlq,${origin}/000000000000/replies-dlq`,
    [ENV.runbookUrl]: "docs/runbook.md",
    [ENV.emailSender]: "noreply@example.com",
    [ENV.emailConfigurationSet]: "emails",
    [ENV.timeZone]: "America/New_York",
    [ENV.defaultCountry]: "US",
    [ENV.countries]: "all",
    [ENV.smsWording]: "keys",
    [ENV.sendWindow]: "always",
    [ENV.reminderPlan]: "1d",
    [ENV.clinics]: NO_PROFILES,
    [ENV.clinicMetrics]: "off",
    [ENV.channelSwitchMinutes]: "120",
    [ENV.smsCarrier]: "sns",
    [ENV.smsConfigurationSet]: NO_CONFIGURATION_SET,
    [ENV.smsPartsPerSecond]: "1000",
    [ENV.smsTextsPerSecond]: "1000",
    [ENV.smsRateLimitTable]: "sms-rate-limit-test",
    [ENV.smsConsumers]: "2",
    [ENV.repliesTable]: "sms-replies-test",
    [ENV.repliesDeadLetterQueue]: `${origin}/000000000000/replies-dlq`,
    [ENV.phoneDigestKey]: "a-secret-of-the-tests",
    [ENV.selfManagedOptOuts]: "false",
    [ENV.smsOptOutList]: "Default",
    [ENV.sendingStopsTable]: "sending-stops-test",
    [ENV.leaseSeconds]: "90",
    [ENV.retentionDays]: "90",
    [ENV.catchUpDays]: "7",
    [ENV.producerRuns]: "1",
    [ENV.floodFactor]: "3",
    [ENV.floodMinimum]: "1000",
    // Tests share phones.
    [ENV.maxTextsPerPhone]: "1000",
  };
}
