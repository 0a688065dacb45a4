/** From the DLQ back to the queue that each message belongs to. */
import pMap from "p-map";
import type { ContractViolation } from "../../../contracts/appointment-message";
import { QUEUE_ATTRIBUTES, type SourceQueue } from "../../../contracts/queue-attributes";
import { ownAttributes } from "../dead-letters/own-attributes";
import type { Queue } from "../ports";
import { errorCode } from "../retry/failure";
import { type DeadLetter, type DeadLetterQueue, Look, reasonOf, sourceOf, violationOf } from "./dead-letter-queue";

/** What became of a message of the DLQ. */
export type Fate =
  | { readonly kind: "moved"; readonly to: SourceQueue }
  /** It still breaks the contract: it would only come back. */
  | { readonly kind: "refused"; readonly violation: ContractViolation }
  /** It entered the DLQ after the start: it may have been moved, and failed again. */
  | { readonly kind: "arrived" }
  /** An operator has dropped its notification. */
  | { readonly kind: "dropped" }
  /** It was not asked for. */
  | { readonly kind: "passed over" }
  /** The other queue did not take it, or the DLQ did not let go of it. It lies in the DLQ still. */
  | { readonly kind: "failed"; readonly code: string };

export interface RedriveOptions {
  /** ms since 1970. */
  readonly startedAt: number;
  /** Tells what is asked for; without it everything is. */
  readonly selects?: (letter: DeadLetter) => boolean;
  /** Comes back when the message may go. */
  readonly turn?: (letter: DeadLetter) => Promise<void>;
  /** When an operator dropped the message's notification, see {@link DeliveryLogItem.droppedAt}. */
  readonly droppedAt: (letter: DeadLetter) => Promise<string | undefined>;
  /** Also redrives messages whose notification was dropped; without it they stay. */
  readonly reopens?: boolean;
  /** Moves nothing: tells what would be moved. */
  readonly dryRun?: boolean;
  /** No other message is begun once it is aborted. */
  readonly interrupted?: { readonly aborted: boolean };
  /** Hears of each message when it is done with. */
  readonly onFate: (letter: DeadLetter, fate: Fate) => void;
}

/** Messages that are on their way at the same time. */
const CONCURRENCY = 16;

/**
 * Moves what lies in the DLQ back to the queue that each message belongs to. A message is deleted only after the other
 * queue took it: an end at any point loses nothing, and may at worst bring a message twice, which the claim lets pass
 * once.
 */
export async function redrive(
  deadLetters: DeadLetterQueue,
  queues: Readonly<Record<SourceQueue, Queue>>,
  options: RedriveOptions,
): Promise<void> {
  const { interrupted = { aborted: false }, onFate } = options;
  const look = new Look(deadLetters, interrupted);
  const begun = new Set<Promise<void>>();
  const settle = async (letter: DeadLetter) => {
    const fate = await fateOf(letter, look, queues, options);
    if (fate) onFate(letter, fate);
  };
  const settleTracked = async (letter: DeadLetter) => {
    const settled = settle(letter);
    begun.add(settled);
    await settled;
    begun.delete(settled);
  };
  try {
    await pMap(look.letters(), settleTracked, { concurrency: CONCURRENCY });
  } finally {
    // If the DLQ fails, what was begun is finished, and reported, first.
    await Promise.allSettled(begun);
    await look.end();
  }
}

/** @returns undefined where it was not begun any more */
async function fateOf(
  letter: DeadLetter,
  look: Look,
  queues: Readonly<Record<SourceQueue, Queue>>,
  options: RedriveOptions,
): Promise<Fate | undefined> {
  const { startedAt, selects = () => true, turn = async () => {}, dryRun, interrupted } = options;
  if (letter.sentAt > startedAt) return { kind: "arrived" };
  if (!selects(letter)) return { kind: "passed over" };
  const violation = violationOf(letter);
  if (violation) return { kind: "refused", violation };
  const to = sourceOf(letter);
  try {
    const droppedAt = await options.droppedAt(letter);
    if (droppedAt !== undefined && !options.reopens) return { kind: "dropped" };
    if (dryRun) return { kind: "moved", to };
    await turn(letter);
    if (interrupted?.aborted) return undefined;
    const { [QUEUE_ATTRIBUTES.reopens]: _, ...attributes } = ownAttributes(letter.attributes);
    attributes[QUEUE_ATTRIBUTES.deadLetterReason] = reasonOf(letter);
    if (droppedAt !== undefined) attributes[QUEUE_ATTRIBUTES.reopens] = droppedAt;
    await queues[to].send({ body: letter.body, attributes });
    await look.delete(letter);
    return { kind: "moved", to };
  } catch (error) {
    // The others are moved all the same.
    return { kind: "failed", code: errorCode(error) };
  }
}
