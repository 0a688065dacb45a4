/** The messages that the local carriers accepted, what became of them, what patients answered, and the metrics, in order. */

export interface SentSms {
  /** The id that was returned to the sender. */
  messageId: string;
  /** The sender ID or number that the caller chose; the account's own number if absent. */
  from?: string;
  phoneNumber: string;
  message: string;
  /** The carrier sent it by itself, as an answer to STOP or HELP. */
  automatic?: true;
  /** ISO 8601, UTC; also in emails, answers and metrics. */
  at: string;
}

/** A text of a patient to the account's number. */
export interface ReceivedReply {
  inboundMessageId: string;
  /** E.164: the patient's. */
  phoneNumber: string;
  message: string;
  /** The last text that was sent to this phone. */
  previousPublishedMessageId?: string;
  /** The carrier answered it by itself: the pipeline does not get it. */
  keyword?: "OPT_OUT" | "HELP";
  at: string;
}

export interface SentEmail {
  /** The id that was returned to the sender; the same for all recipients of an email. */
  messageId: string;
  to: string;
  /** With its name, as in `North Clinic <noreply@example.com>`. */
  from: string;
  /** Where answers go; empty if the email names no other address than its sender's. */
  replyTo: string;
  subject: string;
  text: string;
  html: string;
  attachments: readonly SentAttachment[];
  at: string;
}

export interface SentAttachment {
  name: string;
  contentType: string;
  /** Text, or base64 of anything else. */
  content: string;
}

/** A carrier's receipt of a text or an email. */
export interface GivenReceipt {
  /** The text's or the email's. */
  messageId: string;
  channel: "SMS" | "EMAIL";
  status: "DELIVERED" | "UNDELIVERED";
  /** The pipeline's code for what the carrier says. */
  code?: string;
  at: string;
  /** It did not reach the pipeline. */
  lost?: boolean;
}

export interface RecordedMetric {
  namespace: string;
  name: string;
  value: number;
  unit: string;
  dimensions: Record<string, string>;
  at: string;
}

/** What was published to the topic of the alarms. */
export interface PublishedNotice {
  subject: string;
  message: string;
  /** `daily-digest`. */
  kind: string;
  at: string;
}

export interface Outbox {
  sms: SentSms[];
  emails: SentEmail[];
  receipts: GivenReceipt[];
  replies: ReceivedReply[];
  metrics: RecordedMetric[];
  notices: PublishedNotice[];
}
