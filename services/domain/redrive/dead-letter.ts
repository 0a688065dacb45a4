import { QUEUE_ATTRIBUTES, RECEIVE_LIMIT_REASON, type SourceQueue } from "../../../contracts/queue-attributes";
import { type Clinics, type LocatedCheck, parseForClinic } from "../clinics/clinics";
import { identifyNotification, type NotificationKey } from "../notification/notification";
import type { QueueMessage } from "../ports";
import type { ReceivedMessage } from "./dead-letter-queue";

/** What the attributes of a message in the DLQ say. Every sender can set attributes: the texts can be anything. */
export interface DeadLetterLabels {
  /** Why it is in the DLQ. */
  readonly reason: string;
  /** The field that breaks the contract, or the carrier's error code. */
  readonly detail: string | undefined;
  /** The queue that a redrive returns it to. */
  readonly source: SourceQueue;
}

/** A message of the DLQ, parsed once, when it was received. */
export interface DeadLetter extends ReceivedMessage, DeadLetterLabels {
  /** Its appointment and notification or, if it breaks the current contract, the violations. */
  readonly parsed:
    | (Extract<LocatedCheck, { ok: true }> & { readonly key: NotificationKey })
    | Extract<LocatedCheck, { ok: false }>;
}

export function parseDeadLetter(message: ReceivedMessage, clinics: Clinics): DeadLetter {
  return { ...message, ...labelsOf(message), parsed: parse(message.body, clinics) };
}

function parse(body: string, clinics: Clinics): DeadLetter["parsed"] {
  const check = parseForClinic(body, clinics);
  return check.ok ? { ...check, key: identifyNotification(check.appointment, check.clinic) } : check;
}

export function labelsOf({ attributes }: QueueMessage): DeadLetterLabels {
  return {
    // A binary attribute is read as an empty text, which SQS would not accept from a redrive.
    reason: attributes[QUEUE_ATTRIBUTES.deadLetterReason] || RECEIVE_LIMIT_REASON,
    detail: attributes[QUEUE_ATTRIBUTES.deadLetterDetail] || undefined,
    // SQS itself moves messages to the DLQ only from the email queue, and adds no attributes.
    source: attributes[QUEUE_ATTRIBUTES.sourceQueue] === "appointments" ? "appointments" : "email-fallback",
  };
}
