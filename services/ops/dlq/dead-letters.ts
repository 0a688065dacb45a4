/** The DLQ of an environment, and what may be shown of its messages. */
import { CLINIC_ID } from "../../../contracts/clinics/clinic";
import { DEAD_LETTER_REASONS, type SourceQueue } from "../../../contracts/queue-attributes";
import type { ResourceNames } from "../../../contracts/resource-names";
import { sqsDeadLetterQueue } from "../../adapters/sqs-queue";
import type { QueueCounts } from "../../domain/queue-counts";
import type { DeadLetter, DeadLetterLabels } from "../../domain/redrive/dead-letter";
import type { DeadLetterQueue } from "../../domain/redrive/dead-letter-queue";
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

/** Every value of {@link shownReason}. */
export const SHOWN_REASONS = [...DEAD_LETTER_REASONS, "UNKNOWN"] as const;

/** The reason, or UNKNOWN if it is none of ours: a sender can write any text there. */
export function shownReason({ reason }: DeadLetterLabels): (typeof SHOWN_REASONS)[number] {
  return SHOWN_REASONS.find((known) => known === reason) ?? "UNKNOWN";
}

/** The detail, if it looks like the name of a field or a code. */
export function shownDetail({ detail }: DeadLetterLabels): string | undefined {
  return detail && /^[\w.]{1,64}$/.test(detail) ? detail : undefined;
}

/**
 * The clinic of a message, as it names it if it breaks the contract.
 * @returns undefined if it names none, or not by an id
 */
export function clinicIdOf({ parsed, body }: Pick<DeadLetter, "parsed" | "body">): string | undefined {
  return parsed.ok ? parsed.clinic.id : namedClinic(body);
}

/** The `clinicId` of a message, if it has the form of an id. */
export function namedClinic(body: string): string | undefined {
  try {
    const { clinicId } = (JSON.parse(body) ?? {}) as { readonly clinicId?: unknown };
    return typeof clinicId === "string" && CLINIC_ID.test(clinicId) ? clinicId : undefined;
  } catch {
    return undefined;
  }
}

export function queueName(source: SourceQueue, names: ResourceNames): string {
  return source === "appointments" ? names.appointmentsQueue : names.emailQueue;
}

/** Says that there may be more messages than the command has seen. */
export function noteInFlight({ inFlight }: QueueCounts, terminal: Terminal): void {
  if (inFlight > 0) note(terminal, `${counted(inFlight, "message")} may be in flight: try again in a few minutes.`);
}

export type Selects = (message: DeadLetter) => boolean;
