import type { BatchQueue, OutgoingMessage, Queue, QueueMessage, RefusedEntry } from "../../../services/domain/ports";
import type {
  DeadLetterQueue,
  MessageHandle,
  ReceivedMessage,
} from "../../../services/domain/redrive/dead-letter-queue";

export interface StoredMessage extends QueueMessage {
  readonly delaySeconds?: number;
}

/** A queue in memory. */
export class FakeQueue implements Queue {
  readonly messages: StoredMessage[] = [];
  #sends = 0;
  readonly #failures: Error[] = [];

  constructor(private readonly name: string) {}

  failNext(error = new Error("the queue is out of reach")): void {
    this.#failures.push(error);
  }

  /** Accepts every message from now on. */
  recover(): void {
    this.#failures.length = 0;
  }

  async send({ body, attributes = {}, delaySeconds }: OutgoingMessage): Promise<void> {
    const failure = this.#failures.shift();
    if (failure) throw failure;
    this.#sends += 1;
    const id = `${this.name}-${this.#sends}`;
    this.messages.push({ id, body, attributes, ...(delaySeconds !== undefined && { delaySeconds }) });
  }

  /** The only message. */
  get message(): StoredMessage {
    const [message, ...others] = this.messages;
    if (!message || others.length > 0) throw new Error(`${this.name} has ${this.messages.length} messages`);
    return message;
  }
}

/** A queue in memory that accepts batches, and can refuse entries. */
export class FakeBatchQueue implements BatchQueue {
  /** What it accepted. */
  readonly messages: OutgoingMessage[] = [];
  readonly batches: (readonly string[])[] = [];
  /** Returns the indexes of the entries to refuse, or throws. */
  refuse: (bodies: readonly string[]) => readonly number[] = () => [];
  /** The error code of refused entries. */
  code = "InternalError";

  get bodies(): string[] {
    return this.messages.map(({ body }) => body);
  }

  async sendBatch(messages: readonly OutgoingMessage[]): Promise<readonly RefusedEntry[]> {
    const bodies = messages.map(({ body }) => body);
    this.batches.push(bodies);
    const refused = this.refuse(bodies);
    this.messages.push(...messages.filter((_, index) => !refused.includes(index)));
    return refused.map((index) => ({ index, code: this.code }));
  }
}

/** A DLQ in memory: received messages are hidden until they are released. */
export class FakeDeadLetterQueue implements DeadLetterQueue {
  readonly messages: ReceivedMessage[] = [];
  readonly #hidden = new Set<string>();

  /** @param sentAt ms since 1970 */
  add(message: QueueMessage, sentAt: number): void {
    this.messages.push({ ...message, sentAt, receiptHandle: `receipt-${message.id}` });
  }

  async receive(): Promise<readonly ReceivedMessage[]> {
    const received = this.visible.slice(0, 10);
    for (const { id } of received) this.#hidden.add(id);
    return received;
  }

  async delete({ receiptHandle }: MessageHandle): Promise<void> {
    const place = this.messages.findIndex((message) => message.receiptHandle === receiptHandle);
    if (place < 0) throw new Error("there is no such message");
    this.messages.splice(place, 1);
  }

  async release({ id }: MessageHandle): Promise<void> {
    this.#hidden.delete(id);
  }

  get visible(): readonly ReceivedMessage[] {
    return this.messages.filter(({ id }) => !this.#hidden.has(id));
  }

  get ids(): string[] {
    return this.messages.map(({ id }) => id);
  }
}
