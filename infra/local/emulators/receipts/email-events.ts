/**
 * The events that SES publishes of an email. Shape: "Contents of event data that Amazon SES publishes to Amazon SNS", Amazon
 * SES Developer Guide (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html); what the
 * addresses of the mailbox simulator do: "Sending test emails in Amazon SES with the simulator", same guide.
 */
import { randomUUID } from "node:crypto";
import { ACCOUNT, REGION } from "../../template/references";
import type { AcceptedEmail } from "../carriers/accepted-message";
import type { EmailDelivery } from "../carriers/test-contacts";

/** Without `mail`, which all events have. */
export interface EmailOutcome {
  /** As in the template, such as `bounce`. */
  readonly type: "send" | "reject" | "delivery" | "bounce" | "complaint";
  /** What the event has of its type, at a time, ms since 1970. */
  readonly detail: (at: number) => object;
}

const NAMES = {
  send: "Send",
  reject: "Reject",
  delivery: "Delivery",
  bounce: "Bounce",
  complaint: "Complaint",
} as const;

/** @returns what becomes of an email, in its order */
export function emailOutcomes(
  { to, hasVirus }: Pick<AcceptedEmail, "to" | "hasVirus">,
  delivery: EmailDelivery,
  acceptedAt: number,
): EmailOutcome[] {
  const send: EmailOutcome = { type: "send", detail: () => ({}) };
  // SES accepts an email before it looks for viruses in it.
  if (hasVirus) return [send, { type: "reject", detail: () => ({ reason: "Bad content" }) }];
  const delivered: EmailOutcome = {
    type: "delivery",
    detail: (at) => ({
      timestamp: iso(at),
      processingTimeMillis: at - acceptedAt,
      recipients: [to],
      smtpResponse: "250 2.6.0 Message received",
      reportingMTA: "mta.local.example",
    }),
  };
  const bounced = (type: "Permanent" | "Transient", recipient: object): EmailOutcome => ({
    type: "bounce",
    detail: (at) => ({
      bounceType: type,
      bounceSubType: "General",
      bouncedRecipients: [{ emailAddress: to, ...recipient }],
      timestamp: iso(at),
      feedbackId: feedbackId(),
      reportingMTA: "dns; mta.local.example",
    }),
  });
  const refused = (why: string) => ({ action: "failed", status: "5.1.1", diagnosticCode: `smtp; 550 5.1.1 ${why}` });
  switch (delivery) {
    case "delivered":
      return [send, delivered];
    case "bounced":
      return [send, bounced("Permanent", refused("user unknown"))];
    case "suppressed":
      // Observed by others in 2026: the subtype is the ordinary one, and only the text names the suppression.
      return [send, bounced("Permanent", refused(`As requested: user unknown (suppressed address: ${to})`))];
    case "answered":
      // SES publishes an automatic answer as a bounce that has no status.
      return [send, delivered, bounced("Transient", {})];
    case "complained":
      return [send, delivered, { type: "complaint", detail: (at) => complaint(to, at, acceptedAt) }];
  }
}

function complaint(to: string, at: number, acceptedAt: number): object {
  return {
    complainedRecipients: [{ emailAddress: to }],
    timestamp: iso(at),
    feedbackId: feedbackId(),
    userAgent: "Local Run",
    complaintFeedbackType: "abuse",
    arrivalDate: iso(acceptedAt),
  };
}

/**
 * @param at ms since 1970; also `acceptedAt`
 * @returns an event as it is published
 */
export function emailEvent(
  { type, detail }: EmailOutcome,
  email: AcceptedEmail,
  acceptedAt: number,
  at: number,
): string {
  return JSON.stringify({ eventType: NAMES[type], [type]: detail(at), mail: mailOf(email, acceptedAt) });
}

function mailOf({ messageId, to, source, from, subject, tags, configurationSet }: AcceptedEmail, acceptedAt: number) {
  const domain = source.slice(source.lastIndexOf("@") + 1);
  const own = Object.entries(tags).map(([name, value]) => [name, [value]]);
  return {
    timestamp: iso(acceptedAt),
    source,
    sourceArn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/${domain}`,
    sendingAccountId: ACCOUNT,
    messageId,
    destination: [to],
    headersTruncated: false,
    headers: Object.entries({ From: from, To: to, Subject: subject, "MIME-Version": "1.0" }).map(([name, value]) => ({
      name,
      value,
    })),
    commonHeaders: { from: [from], to: [to], messageId, subject },
    tags: {
      ...(configurationSet !== undefined && { "ses:configuration-set": [configurationSet] }),
      "ses:source-ip": ["127.0.0.1"],
      "ses:from-domain": [domain],
      "ses:caller-identity": ["local"],
      ...Object.fromEntries(own),
    },
  };
}

function feedbackId(): string {
  return `${randomUUID()}-000000`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
