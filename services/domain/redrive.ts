import {
  INVALID_MESSAGE_REASONS,
  QUEUE_ATTRIBUTES,
  RECEIVE_LIMIT_REASON,
  type SourceQueue,
} from "../../contracts/queue-attributes";
import { errorCode } from "./failure";
import { ownAttributes } from "./own-attributes";
import type { Queue, QueueMessage } from "./ports";

/** A message of the DLQ, held for as long as the command looks at it. */
export interface DeadLetter extends QueueMessage {
  readonly receipt: string;
  /** When it entered the DLQ, in ms since 1970. */
  readonly sentAt: number;
}

export interface DeadLetterQueue {
  /** Up to ten messages, hidden from others for a while; none when there seem to be no more. */
  receive(): Promise<readonly DeadLetter[]>;
  delete(letter: DeadLetter): Promise<void>;
  /** Shows the message to others again. */
  release(letter: DeadLetter): Promise<void>;
}

/** Rounds in a row that bring only what is kept. */
const MOST_VAIN_ROUNDS = 3;

export interface RedriveReport {
  /** By queue. */
  readonly moved: Readonly<Record<SourceQueue, number>>;
  /** What breaks the contract, by reason. */
  readonly kept: Readonly<Record<string, number>>;
  /** What entered the DLQ while the redrive ran. */
  readonly arrived: number;
  /** What the other queue did not take, or the DLQ did not give up, by error code. It lies in the DLQ still. */
  readonly failed: Readonly<Record<string, number>>;
}

/**
 * Moves what lies in the DLQ back to the queue that each message belongs to. A message is deleted only after the other
 * queue took it: an end at any point loses nothing, and may at worst bring a message twice, which the claim lets pass
 * once.
 * @param startedAt ms since 1970; what enters the DLQ later stays: it may be a message that just failed again
 * @param includeInvalid move also what breaks the contract
 */
export async function redrive(
  deadLetters: DeadLetterQueue,
  queues: Readonly<Record<SourceQueue, Queue>>,
  startedAt: number,
  includeInvalid: boolean,
): Promise<RedriveReport> {
  const moved = { appointments: 0, "email-fallback": 0 };
  const kept = new Map<string, DeadLetter>();
  const failed = new Map<string, string>();
  for (let vainRounds = 0; vainRounds < MOST_VAIN_ROUNDS; ) {
    const letters = await deadLetters.receive();
    if (letters.length === 0) break;
    // What is kept comes again once it is visible.
    vainRounds = letters.every((letter) => kept.has(letter.id)) ? vainRounds + 1 : 0;
    for (const letter of letters) {
      if (kept.has(letter.id) || letter.sentAt > startedAt || (isInvalid(letter) && !includeInvalid)) {
        kept.set(letter.id, letter);
        continue;
      }
      try {
        await move(letter, deadLetters, queues);
        moved[sourceOf(letter)] += 1;
      } catch (error) {
        // The others are moved all the same.
        kept.set(letter.id, letter);
        failed.set(letter.id, errorCode(error));
      }
    }
  }
  await Promise.allSettled([...kept.values()].map((letter) => deadLetters.release(letter)));
  const arrived = [...kept.values()].filter((letter) => letter.sentAt > startedAt);
  const invalid = [...kept.values()].filter((letter) => !arrived.includes(letter) && !failed.has(letter.id));
  return {
    moved,
    kept: countBy(invalid.map(reasonOf)),
    arrived: arrived.length,
    failed: countBy([...failed.values()]),
  };
}

function isInvalid(letter: DeadLetter): boolean {
  const reasons: readonly string[] = INVALID_MESSAGE_REASONS;
  return reasons.includes(letter.attributes[QUEUE_ATTRIBUTES.deadLetterReason] ?? "");
}

/** SQS itself moves messages here from the email queue only, and without attributes. */
function sourceOf(letter: DeadLetter): SourceQueue {
  return letter.attributes[QUEUE_ATTRIBUTES.sourceQueue] === "appointments" ? "appointments" : "email-fallback";
}

async function move(
  letter: DeadLetter,
  deadLetters: DeadLetterQueue,
  queues: Readonly<Record<SourceQueue, Queue>>,
): Promise<void> {
  const attributes = { ...ownAttributes(letter.attributes), [QUEUE_ATTRIBUTES.deadLetterReason]: reasonOf(letter) };
  await queues[sourceOf(letter)].send({ body: letter.body, attributes });
  await deadLetters.delete(letter);
}

function reasonOf(letter: DeadLetter): string {
  // An attribute of bytes, which is no text, comes empty, and SQS would take no empty one again.
  return letter.attributes[QUEUE_ATTRIBUTES.deadLetterReason] || RECEIVE_LIMIT_REASON;
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
