/** Metric names, read by the functions that emit them, by the alarms and by the dashboard. */

export const METRIC_NAMESPACE = "HealthcareNotifications";
export const ENVIRONMENT_DIMENSION = "Environment";
/** The id of the clinic, as the second dimension of {@link CLINIC_METRICS}. */
export const CLINIC_DIMENSION = "Clinic";

export const METRICS = {
  /** Count: SMS that the carrier accepted. */
  successful: "SuccessfulNotifications",
  /** Count: message parts of the accepted SMS, by which the carrier meters and charges. */
  smsParts: "SmsParts",
  /** Count: emails that the carrier accepted. */
  fallback: "FallbackNotifications",
  /** Count: notifications that ended in ALL_FAILED or NO_CONTACT. */
  failed: "FailedNotifications",
  /** Percent of a batch's notifications that ended with an accepted SMS or email. */
  successRate: "DeliverySuccessRate",
  /** Count: notifications whose text or email a receipt reports as delivered. */
  delivered: "DeliveredNotifications",
  /** Count: notifications that ended in UNDELIVERED. */
  undelivered: "UndeliveredNotifications",
  /** Count: accepted texts that a receipt reports as not delivered, also where an email followed. */
  undeliveredTexts: "UndeliveredTexts",
  /** Seconds from a carrier's acceptance to the delivery: one value for each receipt. */
  deliverySeconds: "DeliverySeconds",
  /** Count: receipts of a text or email that the delivery log does not have; others of the account have receipts too. */
  unmatchedReceipts: "UnmatchedReceipts",
  /** Count: receipts that show a fault of the account's configuration. */
  misconfiguredReceipts: "MisconfiguredReceipts",
  /** Count: answers of patients. */
  replies: "Replies",
  /** Count: answers that confirm their appointment. */
  confirmations: "Confirmations",
  /** Count: answers that ask to cancel their appointment. */
  cancelRequests: "CancelRequests",
  /** Count: answers that ask for another time. */
  rescheduleRequests: "RescheduleRequests",
  /** Count: answers that ask for no more texts. With opt-outs managed by AWS, STOP itself does not arrive. */
  optOuts: "OptOuts",
  /** Count: answers that a person must read. */
  unclearReplies: "UnclearReplies",
  /** Minutes for which the oldest of the answers that wait for staff has waited; 0 if none does. Emitted by each sweep. */
  waitingReplyMinutes: "WaitingReplyMinutes",
  /** Count: messages and appointments that violate the contract. */
  rejected: "RejectedMessages",
  /** Count: messages for a notification that had ended, or that another message holds. */
  duplicate: "DuplicateNotifications",
  /** Count: notifications of patients who want no reminders. */
  declined: "DeclinedNotifications",
  /** Count: notifications whose appointment was over before they were sent. */
  expired: "ExpiredNotifications",
  /** Count: notifications whose appointment was cancelled or changed before they were sent: CANCELLED and SUPERSEDED. */
  cancelled: "CancelledNotifications",
  /** Count: attempts that ended because the carrier's quota was used up; the reminder waits on its queue. */
  postponed: "PostponedNotifications",
  /** Count: sends that failed because of the account, a role or the sender; the reminder waits on its queue. */
  blocked: "BlockedNotifications",
  /** Count: reminders that were postponed because an operator stopped their channel; they wait on their queue. */
  stopped: "StoppedNotifications",
  /** Count: texts that were put to wait for their clinic's send window. */
  held: "HeldNotifications",
  /**
   * Count: texts that the guard against floods holds, each time that they are tried, and daily runs that it holds, at the
   * run and at each sweep.
   */
  floodHeld: "FloodHeld",
  /** 1 while an operator has stopped a channel, then 0. Operators' commands emit it, at most one value a minute. */
  sendingStopped: "SendingStopped",
  /** Count: failed messages that SQS delivers again, except those in progress elsewhere. */
  retried: "RetriedMessages",
  /** Count: reminders that daily runs queued; 0 for a run that found nothing due. */
  queued: "QueuedReminders",
  /** Count: bookings that reached the appointments table, or were found there; each appointment of a list counts. */
  bookingsReceived: "BookingsReceived",
  /** Count: of them, those that the table had a later one of. */
  bookingsSuperseded: "BookingsSuperseded",
  /** Count: daily runs that queued all that was due. */
  dailyRuns: "DailyRuns",
  /** Count: sweeps that queued all that was due. */
  sweepRuns: "SweepRuns",
  /** Count: daily digests that were made, whether there was anything to publish or not. */
  digestRuns: "DigestRuns",
} as const;

/**
 * What is also counted by clinic, if the setting `clinicMetrics` says so. Each is charged by clinic and month, so they are
 * few.
 */
export const CLINIC_METRICS = [METRICS.successful, METRICS.fallback, METRICS.failed] as const;

export type MetricName = (typeof METRICS)[keyof typeof METRICS];
export type MetricValues = Readonly<Partial<Record<MetricName, number>>>;
/** Several values of a metric that is no count. */
export type MetricSeries = Readonly<Partial<Record<MetricName, readonly number[]>>>;
/** By the clinic's id. */
export type MetricsByClinic = ReadonlyMap<string, Readonly<Partial<Record<(typeof CLINIC_METRICS)[number], number>>>>;
