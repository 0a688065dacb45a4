/** Names of the deployed resources, which other systems and operators use too. `suffix` is the environment, such as `dev`. */
export function resourceNames(suffix: string) {
  return {
    appointmentsQueue: `healthcare-appointments-${suffix}`,
    emailQueue: `healthcare-email-fallback-${suffix}`,
    deadLetterQueue: `healthcare-appointments-dlq-${suffix}`,
    appointmentsTable: `healthcare-appointments-${suffix}`,
    deliveryLogTable: `notification-delivery-logs-${suffix}`,
    topic: `healthcare-appointment-notifications-${suffix}`,
    alarmTopic: `healthcare-appointment-alarms-${suffix}`,
    schedule: `daily-notification-trigger-${suffix}`,
    producer: `appointment-notification-producer-${suffix}`,
    smsConsumer: `appointment-notification-processor-${suffix}`,
    emailConsumer: `appointment-notification-email-${suffix}`,
    deliveryFailureAlarm: `notification-delivery-failure-alarm-${suffix}`,
    processorErrorAlarm: `lambda-processor-error-alarm-${suffix}`,
    dailyRunErrorAlarm: `daily-run-error-alarm-${suffix}`,
    deadLetterAlarm: `appointments-dlq-not-empty-alarm-${suffix}`,
  } as const;
}
