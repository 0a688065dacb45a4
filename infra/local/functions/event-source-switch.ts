/** Disables and enables an event source mapping, as on AWS. */
import { randomUUID } from "node:crypto";
import type { EventSourceMapping } from "../template/resource-types";

/** As in Lambda: `Disabling` while messages that were received before are still being handled. */
export type MappingState = "Enabled" | "Disabling" | "Disabled";

export class EventSourceSwitch {
  readonly uuid = randomUUID();
  private enabled = true;
  private receiving = 0;
  private waiting: (() => void)[] = [];

  /** @param endLongPolls makes polls that wait for a message return empty */
  constructor(
    readonly mapping: EventSourceMapping,
    private readonly endLongPolls: () => void,
  ) {}

  get isEnabled(): boolean {
    return this.enabled;
  }

  get state(): MappingState {
    if (this.enabled) return "Enabled";
    return this.receiving > 0 ? "Disabling" : "Disabled";
  }

  enable(): void {
    this.enabled = true;
    this.wake();
  }

  /** Stops receiving; messages that a poller has received are still handled. */
  disable(): void {
    this.enabled = false;
    this.endLongPolls();
  }

  /** @param ended whether the poller should stop: then nothing is received */
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

  /** Wakes waiting pollers, so that they can stop. */
  wake(): void {
    for (const go of this.waiting.splice(0)) go();
  }
}
