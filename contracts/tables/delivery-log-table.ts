/** Keys, indexes and expiry of the table `notification-delivery-logs-<env>`; `contracts/delivery-log.ts` has its items. */
export const DELIVERY_LOG = {
  /** S, 32 hex digits */
  partitionKey: "notificationId",
  /** N, when the appointment starts, in ms since 1970 */
  sortKey: "timestamp",
  /** By `patientId` (S) and `timestamp` (N), all attributes. */
  patientIndex: "PatientIndex",
  patientKey: "patientId",
  /** By `dayPart` (S) and `createdAt` (S), without contacts and history. */
  dayIndex: "DayIndex",
  dayKey: "dayPart",
  daySortKey: "createdAt",
  /** The attributes of {@link dayIndex} besides the keys. */
  dayAttributes: [
    "patientId",
    "appointmentId",
    "clinicId",
    "appointmentTime",
    "status",
    "channel",
    "reason",
    "messageId",
    "attempts",
    "sendInDoubt",
    "possibleDuplicate",
    "reply",
    "smsParts",
    "updatedAt",
  ],
  /** By `smsMessageId` (S): the keys of the notification of a text, and whether an email can follow it. */
  smsMessageIndex: "SmsMessageIndex",
  smsMessageKey: "smsMessageId",
  /** The attributes of {@link smsMessageIndex} besides the keys. */
  smsMessageAttributes: ["fallbackChannel"],
  /** By `phoneDigest` (S) and `timestamp`, keys only: the reminders that went to a phone by text, which it may answer. */
  phoneIndex: "PhoneIndex",
  phoneKey: "phoneDigest",
  /**
   * By `attentionPart` (S) and `attentionAt` (S), with the attributes of {@link dayIndex}: what may need a person. Readers
   * go by the state: it also has a few items that were delivered after all.
   */
  attentionIndex: "AttentionIndex",
  attentionKey: "attentionPart",
  attentionSortKey: "attentionAt",
  /** N, seconds since 1970: when DynamoDB deletes the item. */
  expiryAttribute: "ttl",
} as const;
