import type { Channel } from "../../../contracts/delivery-log";
import type { Stops } from "../../../services/domain/stops/stops";

/** What operators have stopped; the consumers see a change at once. */
export class FakeStops implements Stops {
  readonly stopped = new Set<Channel>();
  /** Set: the table cannot be read. */
  unreadable = false;
  /** Looks so far, by channel. */
  readonly looks: Channel[] = [];
  /** Called at each look, before it is answered. */
  onLook: (channel: Channel) => void = () => {};

  async isStopped(channel: Channel): Promise<boolean> {
    this.looks.push(channel);
    this.onLook(channel);
    if (this.unreadable) throw Object.assign(new Error(), { name: "AccessDeniedException" });
    return this.stopped.has(channel);
  }
}
