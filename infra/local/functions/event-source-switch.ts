/** Whether an event source mapping feeds its function: it can be disabled and enabled, as on AWS. */
import { randomUUID } from "node:crypto";
import type { EventSourceMapping } from "../template/resource-types";

/** As Lambda names it: `Disabling` while what was received before is still being handled. */
export type MappingState = "Enabled" | "Disabling" | "Disabled";

export class EventSourceSwitch {
  readonly uuid = randomUUID();
  private enabled = true;
  private receiving = 0;
  private waiting: (() => void)[] = [];

  /** @param endLongPolls lets the polls that wait for a message return without one */
  constructor(
    readonly mapping: EventSourceMapping,
    private readonly endLongPolls: () => void,
  ) {}

  get state(): MappingState {
    if (this.enabled) return "Enabled";
    return this.receiving > 0 ? "Disabling" : "Disabled";
  }

  enable(): void {
    this.enabled = true;
    this.wake();
  }

  /** No message is received from now on; a message that a poller holds is handled to its end. */
  disable(): void {
    this.enabled = false;
    this.endLongPolls();
  }

  /** @param ended whether the poller is to end meanwhile: then nothing is received */
  async whileEnabled(receiveAndHandle: () => Promise<void>, ended: () => boolean): Promise<void> {
    while (!this.enabled && !ended()) await new Promise<void>((go) => this.waiting.push(go));
    if (ended()) return;
    this.receiving++;
    try {
      await receiveAndHandle();
    } finally {
      this.receiving--;
    }
  }

  /** Lets pollers that wait see that they are to end. */
  wake(): void {
    for (const go of this.waiting.splice(0)) go();
  }
}
