/**
 * Message attributes that the pipeline writes or reads on its queues, and keeps on copies of a message. Codes, ids and field
 * names only, never patient data.
 */

export const QUEUE_ATTRIBUTES = {
  /**
   * On the email fallback queue: `NO_USABLE_PHONE`, `EMAIL_PREFERRED`, `FIXED_LINE_NUMBER`, or the error code that ended the SMS.
   * On the appointments queue: the error code that ended the email of a reminder that began with it.
   */
  fallbackReason: "FallbackReason",
  /** On the DLQ: a {@link DeadLetterReason}. It stays on the message when it is redriven. */
  deadLetterReason: "DeadLetterReason",
  /** On the DLQ: the field that violates the contract, or the provider's error code. */
  deadLetterDetail: "DeadLetterDetail",
  /** On the DLQ: the queue that a redrive returns the message to, a {@link SourceQueue}. */
  sourceQueue: "SourceQueue",
  /** On a message that an operator redrives after a drop: `droppedAt` of the notification at that time. */
  reopens: "Reopens",
  /** On a copy of a message, also in a DLQ and redriven from there: when it first reached SQS, in ms since 1970. */
  firstSentAt: "FirstSentAt",
  /** On a message that waited for the carrier's quota: how often it was postponed. */
  postponed: "Postponed",
  /** On the bookings queue, by its sender: a {@link MessageFormat}. If it is absent, the body shows it. */
  format: "format",
  /** On the bookings queue, by a sender of FHIR or HL7 v2: the clinic of all appointments of the message. */
  clinicId: "clinicId",
} as const;

/**
 * The maximum size of a message that other systems send to a queue, in bytes with its attributes: an appointment has 10 KB.
 */
export const MAX_BYTES_SENT = 262_144;

/** Of messages on the bookings queue: the contract's own JSON, FHIR R4 in JSON, or HL7 v2 in ER7. */
export const MESSAGE_FORMATS = ["json", "fhir", "hl7"] as const;
export type MessageFormat = (typeof MESSAGE_FORMATS)[number];

export const SOURCE_QUEUES = ["appointments", "email-fallback", "bookings", "receipts", "replies"] as const;
export type SourceQueue = (typeof SOURCE_QUEUES)[number];

/** The queue of every message in the DLQ of the bookings. */
export const BOOKINGS_SOURCE = "bookings" satisfies SourceQueue;

/** The queue of every message in the DLQ of the receipts. */
export const RECEIPTS_SOURCE = "receipts" satisfies SourceQueue;

/** The queue of every message in the DLQ of the answers. */
export const REPLIES_SOURCE = "replies" satisfies SourceQueue;

/** The message itself is invalid: a redrive without changes fails again. */
export const INVALID_MESSAGE_REASONS = ["INVALID_JSON", "CONTRACT_VIOLATION", "UNSUPPORTED_SCHEMA_VERSION"] as const;

/** The message is valid and the reminder failed: a redrive may succeed. */
export const FAILED_REMINDER_REASONS = ["EMAIL_REFUSED", "EMAIL_ATTEMPTS_EXHAUSTED", "NO_USABLE_EMAIL"] as const;

/** SQS moved the message because its consumer failed repeatedly; SQS adds no attributes. A redrive sets this reason. */
export const RECEIVE_LIMIT_REASON = "RECEIVE_LIMIT";

export const DEAD_LETTER_REASONS = [
  RECEIVE_LIMIT_REASON,
  ...INVALID_MESSAGE_REASONS,
  ...FAILED_REMINDER_REASONS,
] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];
