import type { DeadLetterQueue, MessageHandle, ReceivedMessage } from "./dead-letter-queue";

/** The largest number of messages that one receive returns. */
const MAX_RECEIVED = 10;
/** A scan ends after this many receives in a row without a new message, plus as many as return all messages already seen. */
const MAX_RECEIVES_WITHOUT_NEW = 3;

/** One pass through the DLQ. The messages that it received stay hidden from others until it ends. */
export class DeadLetterScan<Read> {
  /** The latest handle of each message that is still in the DLQ, by the message's id. */
  readonly #received = new Map<string, MessageHandle>();
  readonly #deleted = new Set<string>();

  /**
   * @param read parses a message; called once for each
   * @param interrupted ends the scan early
   */
  constructor(
    private readonly queue: DeadLetterQueue,
    private readonly read: (message: ReceivedMessage) => Read,
    private readonly interrupted: { readonly aborted: boolean } = { aborted: false },
  ) {}

  /** Each message once, until the DLQ returns no new ones. */
  async *messages(): AsyncGenerator<Read> {
    for (let withoutNew = 0; withoutNew < this.#maxWithoutNew() && !this.interrupted.aborted; ) {
      const received = await this.queue.receive();
      if (received.length === 0) return;
      // By id: SQS may return a message twice in one answer.
      const byId = new Map(received.map((message) => [message.id, message]));
      const added = [...byId.values()].filter(({ id }) => !this.#received.has(id) && !this.#deleted.has(id));
      // All are recorded before the first is yielded: end() releases them even if the caller asks for no more.
      for (const { id, receiptHandle } of received) {
        if (!this.#deleted.has(id)) this.#received.set(id, { id, receiptHandle });
      }
      // SQS delivers at least once: a deleted message may come back.
      const returned = received.filter(({ id }) => this.#deleted.has(id));
      await Promise.allSettled(returned.map((message) => this.queue.delete(message)));
      for (const message of added) yield this.read(message);
      withoutNew = added.length > 0 ? 0 : withoutNew + 1;
    }
  }

  /** In a long scan, messages that were already seen become visible again, and can be returned before new ones. */
  #maxWithoutNew(): number {
    return MAX_RECEIVES_WITHOUT_NEW + Math.ceil(this.#received.size / MAX_RECEIVED);
  }

  /** Deletes a message from the DLQ. */
  async delete(message: MessageHandle): Promise<void> {
    await this.queue.delete(this.#received.get(message.id) ?? message);
    this.#received.delete(message.id);
    this.#deleted.add(message.id);
  }

  /** Makes the messages that are still in the DLQ visible to others again. */
  async end(): Promise<void> {
    await Promise.allSettled([...this.#received.values()].map((message) => this.queue.release(message)));
    this.#received.clear();
  }
}
