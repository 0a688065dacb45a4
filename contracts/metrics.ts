/** Metric names, read by the functions that emit them and by the alarms. */

export const METRIC_NAMESPACE = "HealthcareNotifications";
export const ENVIRONMENT_DIMENSION = "Environment";

export const METRICS = {
  /** Count: SMS accepted by the carrier. */
  successful: "SuccessfulNotifications",
  /** Count: emails accepted. */
  fallback: "FallbackNotifications",
  /** Count: notifications that ended in ALL_FAILED or NO_CONTACT. */
  failed: "FailedNotifications",
  /** Percent of a batch's notifications that ended with an accepted SMS or email. */
  successRate: "DeliverySuccessRate",
  /** Count: messages and appointments that break the contract. */
  rejected: "RejectedMessages",
  /** Count: messages for a notification that had ended or is another message's. */
  duplicate: "DuplicateNotifications",
  /** Count: notifications whose appointment was over before they were sent. */
  expired: "ExpiredNotifications",
} as const;

export type MetricName = (typeof METRICS)[keyof typeof METRICS];
