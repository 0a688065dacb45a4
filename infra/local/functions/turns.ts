/** Which poller of an event source receives next, and how many of its batches are handled at the same time. */
import { setTimeout as wait } from "node:timers/promises";

/** A batch waits this long for an invocation to end before another instance is used for it, unless batches are full. */
const PATIENCE_MS = 1000;

/**
 * More instances are used while there are more messages: after each full batch one more, after each other batch one less. Lambda
 * does that too, but by the minute, and begins with five batches at a time ("Configuring scaling behavior for SQS event source
 * mappings", Lambda Developer Guide); here it begins with one, since each instance compiles the same code again. One poller
 * receives at a time, so that messages that come one after the other fill one batch and not several.
 */
export class Turns<Message> {
  private turn: Promise<unknown> = Promise.resolve();
  private readonly handling = new Set<Promise<void>>();
  private wanted = 1;

  constructor(
    private readonly batchSize: number,
    private readonly maxInstances: number,
    private readonly patienceMs: number = PATIENCE_MS,
  ) {}

  /**
   * Receives when it is this poller's turn, and handles what it has received. The next poller receives meanwhile.
   * @throws what one of the two throws
   */
  async receiveAndHandle(
    receive: () => Promise<readonly Message[]>,
    handle: (batch: readonly Message[]) => Promise<void>,
  ): Promise<void> {
    const mine = this.turn.then(async () => {
      await this.untilWanted();
      const batch = await receive();
      if (batch.length === 0) return {};
      this.scale(batch.length);
      return { handled: this.count(handle(batch)) };
    });
    this.turn = mine.catch(() => {});
    await (await mine).handled;
  }

  private async untilWanted(): Promise<void> {
    if (this.handling.size < this.wanted) return;
    let isPatient = true;
    const impatience = wait(this.patienceMs, undefined, { ref: false }).then(() => {
      isPatient = false;
    });
    while (isPatient && this.handling.size >= this.wanted) await Promise.race([...this.handling, impatience]);
  }

  private scale(received: number): void {
    this.wanted =
      received >= this.batchSize ? Math.min(this.wanted + 1, this.maxInstances) : Math.max(this.wanted - 1, 1);
  }

  private count(handled: Promise<void>): Promise<void> {
    const ended = handled.catch(() => {}).finally(() => this.handling.delete(ended));
    this.handling.add(ended);
    return handled;
  }
}
