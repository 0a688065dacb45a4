/** Moves messages from the DLQ back to the queues that they belong to. */
import pMap from "p-map";
import type { ContractViolation } from "../../../contracts/appointment-check";
import { QUEUE_ATTRIBUTES, type SourceQueue } from "../../../contracts/queue-attributes";
import type { Clinics } from "../clinics/clinics";
import { ownAttributes } from "../dead-letters/own-attributes";
import type { Queue } from "../ports";
import { errorCode } from "../retry/failure";
import { type DeadLetter, parseDeadLetter } from "./dead-letter";
import type { DeadLetterQueue, ReceivedMessage } from "./dead-letter-queue";
import { DeadLetterScan } from "./dead-letter-scan";

/** What the redrive did with a message of the DLQ. */
export type RedriveResult =
  | { readonly kind: "moved"; readonly to: SourceQueue }
  /** It still breaks the contract, and would only return to the DLQ. */
  | { readonly kind: "refused"; readonly violation: ContractViolation }
  /** It entered the DLQ after the start of the redrive: it may have been moved, and failed again. */
  | { readonly kind: "arrived" }
  /** An operator has dropped its notification. */
  | { readonly kind: "dropped" }
  | { readonly kind: "not-selected" }
  /** The other queue refused it, or it could not be deleted. It is still in the DLQ. */
  | { readonly kind: "failed"; readonly code: string };

export interface RedriveOptions {
  /** ms since 1970. */
  readonly startedAt: number;
  readonly clinics: Clinics;
  /** Parses a message of the DLQ; as a reminder if absent. */
  readonly parse?: (message: ReceivedMessage) => DeadLetter;
  /** Selects the messages to move; all if absent. */
  readonly selects?: (message: DeadLetter) => boolean;
  /** Resolves when the message may be sent. */
  readonly throttle?: (message: DeadLetter) => Promise<void>;
  /** When an operator dropped the message's notification, see {@link DeliveryLogItem.droppedAt}. */
  readonly droppedAt: (message: DeadLetter) => Promise<string | undefined>;
  /** Also moves messages whose notification was dropped. */
  readonly reopens?: boolean;
  /** Called before a message is moved. */
  readonly beforeMove?: (message: DeadLetter) => Promise<void>;
  /** Moves nothing, and reports what would be moved. */
  readonly dryRun?: boolean;
  /** Once it is aborted, no further message is started. */
  readonly interrupted?: { readonly aborted: boolean };
  /** Called once for each message. */
  readonly onResult: (message: DeadLetter, result: RedriveResult) => void;
}

/** The queues to which the messages of a DLQ may belong. */
export type DestinationQueues = Readonly<Partial<Record<SourceQueue, Queue>>>;

/** Messages that are moved at the same time. */
const CONCURRENCY = 16;

/**
 * Moves messages from the DLQ to the queue that each belongs to. A message is deleted only after the other queue accepted
 * it. If the redrive stops at any point, nothing is lost; a message may then be on both queues, and the claim lets only
 * one of the two be sent.
 */
export async function redrive(
  deadLetters: DeadLetterQueue,
  queues: DestinationQueues,
  options: RedriveOptions,
): Promise<void> {
  const { clinics, interrupted = { aborted: false }, onResult } = options;
  const { parse = (message) => parseDeadLetter(message, clinics) } = options;
  const scan = new DeadLetterScan(deadLetters, parse, interrupted);
  const inProgress = new Set<Promise<void>>();
  const move = async (message: DeadLetter) => {
    const result = await redriveMessage(message, scan, queues, options);
    if (result) onResult(message, result);
  };
  const moveTracked = async (message: DeadLetter) => {
    const moving = move(message);
    inProgress.add(moving);
    await moving;
    inProgress.delete(moving);
  };
  try {
    await pMap(scan.messages(), moveTracked, { concurrency: CONCURRENCY });
  } finally {
    // If the DLQ fails, the messages in progress are finished and reported first.
    await Promise.allSettled(inProgress);
    await scan.end();
  }
}

/** @returns undefined if the redrive was interrupted before the message was sent */
async function redriveMessage(
  message: DeadLetter,
  scan: DeadLetterScan<DeadLetter>,
  queues: DestinationQueues,
  options: RedriveOptions,
): Promise<RedriveResult | undefined> {
  const { startedAt, selects = () => true, throttle = async () => {}, dryRun, interrupted } = options;
  const { body, parsed, source } = message;
  if (message.sentAt > startedAt) return { kind: "arrived" };
  if (!selects(message)) return { kind: "not-selected" };
  if (!parsed.ok) return { kind: "refused", violation: parsed.violations[0] };
  try {
    const droppedAt = await options.droppedAt(message);
    if (droppedAt !== undefined && !options.reopens) return { kind: "dropped" };
    if (dryRun) return { kind: "moved", to: source };
    await throttle(message);
    if (interrupted?.aborted) return undefined;
    await options.beforeMove?.(message);
    const { [QUEUE_ATTRIBUTES.reopens]: _, ...attributes } = ownAttributes(message);
    attributes[QUEUE_ATTRIBUTES.deadLetterReason] = message.reason;
    if (droppedAt !== undefined) attributes[QUEUE_ATTRIBUTES.reopens] = droppedAt;
    const queue = queues[source];
    if (!queue) throw new Error(`${source} is no destination of this DLQ`);
    await queue.send({ body, attributes });
    await scan.delete(message);
    return { kind: "moved", to: source };
  } catch (error) {
    // The other messages are moved nevertheless.
    return { kind: "failed", code: errorCode(error) };
  }
}
