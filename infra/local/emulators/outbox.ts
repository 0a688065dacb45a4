/** What the local run's carriers accepted and what was measured, in order. */

export interface SentSms {
  /** What the sender was answered. */
  messageId: string;
  phoneNumber: string;
  message: string;
  /** ISO 8601, UTC; of the others too. */
  at: string;
}

export interface SentEmail {
  /** What the sender was answered; the same for all recipients of one email. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  at: string;
}

export interface RecordedMetric {
  namespace: string;
  name: string;
  value: number;
  unit: string;
  dimensions: Record<string, string>;
  at: string;
}

export interface Outbox {
  sms: SentSms[];
  emails: SentEmail[];
  metrics: RecordedMetric[];
}
