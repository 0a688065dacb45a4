/** The DLQ as those see it who look through it: an operator's commands. */

import type { ContractViolation } from "../../../contracts/appointment-message";
import { parseAppointment } from "../../../contracts/appointment-message";
import { QUEUE_ATTRIBUTES, RECEIVE_LIMIT_REASON, type SourceQueue } from "../../../contracts/queue-attributes";
import type { QueueMessage } from "../ports";

/** A message of the DLQ, held for as long as somebody looks at it. */
export interface DeadLetter extends QueueMessage, HeldLetter {
  /** When it was sent to the DLQ, or, where SQS moved it, to its first queue; in ms since 1970. */
  readonly sentAt: number;
}

/** What is needed to let go of a message. */
export interface HeldLetter {
  readonly id: string;
  readonly receipt: string;
}

export interface DeadLetterQueue {
  /** Up to ten messages, hidden from others for a while; none when there seem to be no more. */
  receive(): Promise<readonly DeadLetter[]>;
  delete(letter: HeldLetter): Promise<void>;
  /** Shows the message to others again. */
  release(letter: HeldLetter): Promise<void>;
}

/** SQS itself moves messages here from the email queue only, and without attributes. */
export function sourceOf({ attributes }: QueueMessage): SourceQueue {
  return attributes[QUEUE_ATTRIBUTES.sourceQueue] === "appointments" ? "appointments" : "email-fallback";
}

/** Why it is in the DLQ. Whoever may send to a queue chooses attributes: this may be any text. */
export function reasonOf({ attributes }: QueueMessage): string {
  // An attribute of bytes, which is no text, comes empty, and SQS would take no empty one again.
  return attributes[QUEUE_ATTRIBUTES.deadLetterReason] || RECEIVE_LIMIT_REASON;
}

/** The field that breaks the contract, or the provider's code. */
export function detailOf({ attributes }: QueueMessage): string | undefined {
  return attributes[QUEUE_ATTRIBUTES.deadLetterDetail] || undefined;
}

/** What the message breaks of the contract as it is now; undefined where it is good. */
export function violationOf({ body }: QueueMessage): ContractViolation | undefined {
  const check = parseAppointment(body);
  return check.ok ? undefined : check.violations[0];
}

/** Rounds in a row that bring only what is known, besides those in which all that is held could come again. */
const MAX_EMPTY_ROUNDS = 3;
const MAX_RECEIVED = 10;

/** One look through the DLQ: what it has received stays hidden from others until its end. */
export class Look {
  readonly #held = new Map<string, HeldLetter>();
  readonly #gone = new Set<string>();

  /** @param interrupted ends the look early */
  constructor(
    private readonly queue: DeadLetterQueue,
    private readonly interrupted: { readonly aborted: boolean } = { aborted: false },
  ) {}

  /** Every message once, until the DLQ brings no others. */
  async *letters(): AsyncGenerator<DeadLetter> {
    for (let emptyRounds = 0; emptyRounds < this.#maxEmptyRounds() && !this.interrupted.aborted; ) {
      const received = await this.queue.receive();
      if (received.length === 0) return;
      // By id: SQS may bring a message twice in one answer.
      const byId = new Map(received.map((letter) => [letter.id, letter]));
      const unknown = [...byId.values()].filter(({ id }) => !this.#held.has(id) && !this.#gone.has(id));
      // All of them at once: whoever asks for no more letters leaves none hidden. The newest receipt lets go of one.
      for (const { id, receipt } of received) if (!this.#gone.has(id)) this.#held.set(id, { id, receipt });
      // A message that was deleted may come once more: SQS delivers at least once.
      const again = received.filter(({ id }) => this.#gone.has(id));
      await Promise.allSettled(again.map((letter) => this.queue.delete(letter)));
      yield* unknown;
      // What is held comes again once it is visible.
      emptyRounds = unknown.length > 0 ? 0 : emptyRounds + 1;
    }
  }

  /** Whoever looks for long meets what they hold once more; each time it is hidden anew, and what is behind it comes. */
  #maxEmptyRounds(): number {
    return MAX_EMPTY_ROUNDS + Math.ceil(this.#held.size / MAX_RECEIVED);
  }

  /** Takes a message out of the DLQ. */
  async delete(letter: DeadLetter): Promise<void> {
    await this.queue.delete(this.#held.get(letter.id) ?? letter);
    this.#held.delete(letter.id);
    this.#gone.add(letter.id);
  }

  /** Shows all that is still there to others again. */
  async end(): Promise<void> {
    await Promise.allSettled([...this.#held.values()].map((held) => this.queue.release(held)));
    this.#held.clear();
  }
}
