import type { QueueMessage } from "../../../services/domain/ports";
import type { PipelineWorld } from "../worlds/pipeline-world";

interface Delivery {
  readonly message: QueueMessage;
  readonly receives: number;
}

type Consumer = "sms" | "email";

/** Tries of a message on each queue before SQS moves it on. */
const MAX_RECEIVES: Readonly<Record<Consumer, number>> = { sms: 3, email: 10 };
/** ms that a received message is hidden: longer than a claim holds. */
const VISIBILITY = 360_000;

/** What SQS does with the messages of a world: brings them again, and moves them on when that was in vain. */
export class SimulatedSqs {
  readonly deadLetters: QueueMessage[] = [];
  readonly #waiting: Record<Consumer, Delivery[]> = { sms: [], email: [] };

  constructor(private readonly world: PipelineWorld) {}

  send(consumer: Consumer, ...messages: readonly QueueMessage[]): void {
    this.#waiting[consumer].push(...messages.map((message) => ({ message, receives: 0 })));
  }

  /** Delivers until nothing is left to deliver; `before` runs before every delivery. */
  async drain(before: () => void = () => {}): Promise<void> {
    for (;;) {
      const consumer = this.#waiting.sms.length > 0 ? "sms" : "email";
      const delivery = this.#waiting[consumer].shift();
      if (!delivery) return;
      before();
      await this.#deliver(consumer, delivery);
      this.#collect();
    }
  }

  /** Takes all out of the DLQ and returns each message to its queue, under a new id. */
  redrive(): void {
    for (const { id, body, attributes } of this.deadLetters.splice(0)) {
      const consumer = attributes.SourceQueue === "appointments" ? "sms" : "email";
      this.send(consumer, {
        id: `${id}-redriven`,
        body,
        attributes: { DeadLetterReason: "RECEIVE_LIMIT", ...attributes },
      });
    }
  }

  async #deliver(consumer: Consumer, { message, receives }: Delivery): Promise<void> {
    try {
      await (consumer === "sms" ? this.world.bySms(message) : this.world.byEmail(message));
    } catch {
      this.world.clock.advance(VISIBILITY);
      if (receives + 1 < MAX_RECEIVES[consumer]) this.#waiting[consumer].push({ message, receives: receives + 1 });
      else if (consumer === "sms") this.send("email", message);
      else this.deadLetters.push(message);
    }
  }

  /** What the consumers themselves sent. */
  #collect(): void {
    const { appointmentsQueue, emailQueue, deadLetters } = this.world;
    this.send("sms", ...appointmentsQueue.messages.splice(0));
    this.send("email", ...emailQueue.messages.splice(0));
    this.deadLetters.push(...deadLetters.messages.splice(0));
  }
}
