/** The DLQ of an environment, and what of a message in it may be shown. */
import { parseAppointment } from "../../../contracts/appointment-message";
import { DEAD_LETTER_REASONS, type SourceQueue } from "../../../contracts/queue-attributes";
import type { ResourceNames } from "../../../contracts/resource-names";
import { sqsDeadLetterQueue } from "../../adapters/sqs-queue";
import { identifyNotification, type NotificationKey } from "../../domain/notification/notification";
import type { QueueMessage } from "../../domain/ports";
import type { QueueCounts } from "../../domain/queue-counts";
import { type DeadLetter, type DeadLetterQueue, detailOf, reasonOf } from "../../domain/redrive/dead-letter-queue";
import { readQueueCounts } from "../aws/inspection/inspect-queue";
import { counted } from "../output/table";
import { note, type Terminal } from "../output/terminal";
import type { Environment } from "../shared/environment";

export interface OpenDeadLetters {
  readonly queue: DeadLetterQueue;
  counts(): Promise<QueueCounts>;
}

/** @throws QueueDoesNotExist */
export async function openDeadLetters(environment: Environment): Promise<OpenDeadLetters> {
  const url = await environment.queueUrl(environment.names.deadLetterQueue);
  return {
    queue: sqsDeadLetterQueue(environment.sqs, url),
    counts: () => readQueueCounts(environment.sqs, url),
  };
}

/** All that {@link shownReason} tells. */
export const SHOWN_REASONS = [...DEAD_LETTER_REASONS, "UNKNOWN"] as const;

/** A reason that we know; whoever may send to a queue may write any text there. */
export function shownReason(message: QueueMessage): (typeof SHOWN_REASONS)[number] {
  const reason = reasonOf(message);
  return SHOWN_REASONS.find((known) => known === reason) ?? "UNKNOWN";
}

/** A field's name or a code; undefined where there is none, or what stands there is neither. */
export function shownDetail(message: QueueMessage): string | undefined {
  const detail = detailOf(message);
  return detail && /^[\w.]{1,64}$/.test(detail) ? detail : undefined;
}

/** The notification that a message is about; undefined where it breaks the contract. */
export function keyOf({ body }: QueueMessage, clinicTimeZone: string): NotificationKey | undefined {
  const check = parseAppointment(body);
  return check.ok ? identifyNotification(check.appointment, clinicTimeZone) : undefined;
}

export function queueName(source: SourceQueue, names: ResourceNames): string {
  return source === "appointments" ? names.appointmentsQueue : names.emailQueue;
}

/** Says why there may be more than was seen. */
export function noteInFlight({ inFlight }: QueueCounts, terminal: Terminal): void {
  if (inFlight > 0) note(terminal, `${counted(inFlight, "message")} may be in flight: try again in a few minutes.`);
}

export type Selects = (letter: DeadLetter) => boolean;
