import type { QueueMessage } from "../../../services/domain/ports";
import type { PipelineWorld } from "../worlds/pipeline-world";

interface Delivery {
  readonly message: QueueMessage;
  readonly receives: number;
}

type Consumer = "sms" | "email";

/** Receives of a message on each queue before SQS moves it. */
const MAX_RECEIVES: Readonly<Record<Consumer, number>> = { sms: 3, email: 10 };
/** ms that a received message is hidden: longer than the lease of a claim. */
const VISIBILITY = 360_000;

/** SQS for the messages of a world: delivers failed ones again, and moves them at the receive limit. */
export class SimulatedSqs {
  readonly deadLetters: QueueMessage[] = [];
  readonly #waiting: Record<Consumer, Delivery[]> = { sms: [], email: [] };

  constructor(private readonly world: PipelineWorld) {}

  send(consumer: Consumer, ...messages: readonly QueueMessage[]): void {
    this.#waiting[consumer].push(...messages.map((message) => ({ message, receives: 0 })));
  }

  /** Delivers until no messages are left; `before` runs before every delivery. */
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

  /** Moves every message of the DLQ to its queue, with a new id. */
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

  /** The messages that the consumers sent. */
  #collect(): void {
    const { appointmentsQueue, emailQueue, deadLetters } = this.world;
    this.send("sms", ...appointmentsQueue.messages.splice(0));
    this.send("email", ...emailQueue.messages.splice(0));
    this.deadLetters.push(...deadLetters.messages.splice(0));
  }
}
