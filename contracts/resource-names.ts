/**
 * Names of the deployed resources, also for other systems and operators. `suffix` is the environment, such as `dev`.
 */
export function resourceNames(suffix: string) {
  return {
    appointmentsQueue: `healthcare-appointments-${suffix}`,
    emailQueue: `healthcare-email-fallback-${suffix}`,
    deadLetterQueue: `healthcare-appointments-dlq-${suffix}`,
    appointmentsTable: `healthcare-appointments-${suffix}`,
    deliveryLogTable: `notification-delivery-logs-${suffix}`,
    smsRateLimitTable: `sms-rate-limit-${suffix}`,
    sendingStopsTable: `sending-stops-${suffix}`,
    topic: `healthcare-appointment-notifications-${suffix}`,
    alarmTopic: `healthcare-appointment-alarms-${suffix}`,
    dailyRunDeadLetterQueue: `daily-notification-dlq-${suffix}`,
    emailConfigurationSet: `healthcare-appointment-emails-${suffix}`,
    keyAlias: `alias/healthcare-appointments-${suffix}`,
    dashboard: `healthcare-appointments-${suffix}`,
    schedule: `daily-notification-trigger-${suffix}`,
    sweepSchedule: `reminder-sweep-${suffix}`,
    producer: `appointment-notification-producer-${suffix}`,
    smsConsumer: `appointment-notification-processor-${suffix}`,
    emailConsumer: `appointment-notification-email-${suffix}`,
    smsAccountSettings: `sms-account-settings-${suffix}`,
    deliveryFailureAlarm: `notification-delivery-failure-alarm-${suffix}`,
    fallbackRateAlarm: `notification-fallback-rate-alarm-${suffix}`,
    processorErrorAlarm: `lambda-processor-error-alarm-${suffix}`,
    emailErrorAlarm: `lambda-email-error-alarm-${suffix}`,
    messagesRetriedAlarm: `messages-retried-alarm-${suffix}`,
    functionThrottleAlarm: `lambda-throttle-alarm-${suffix}`,
    carrierThrottleAlarm: `carrier-throttle-alarm-${suffix}`,
    carrierConfigurationAlarm: `carrier-configuration-alarm-${suffix}`,
    sendingStoppedAlarm: `sending-stopped-alarm-${suffix}`,
    dailyRunErrorAlarm: `daily-run-error-alarm-${suffix}`,
    dailyRunMissingAlarm: `daily-run-missing-alarm-${suffix}`,
    dailyRunEmptyAlarm: `daily-run-queued-nothing-alarm-${suffix}`,
    dailyRunDeadLetterAlarm: `daily-run-dlq-not-empty-alarm-${suffix}`,
    sweepMissingAlarm: `reminder-sweep-missing-alarm-${suffix}`,
    deadLetterAlarm: `appointments-dlq-not-empty-alarm-${suffix}`,
    rejectedAlarm: `appointments-rejected-alarm-${suffix}`,
    appointmentsAgeAlarm: `appointments-queue-age-alarm-${suffix}`,
    emailAgeAlarm: `email-fallback-queue-age-alarm-${suffix}`,
    smsSpendAlarm: `sms-spend-alarm-${suffix}`,
  } as const;
}

export type ResourceNames = ReturnType<typeof resourceNames>;
