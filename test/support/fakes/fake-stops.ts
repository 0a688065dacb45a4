import type { Channel } from "../../../contracts/delivery-log";
import { type StopTarget, stopTarget } from "../../../contracts/tables/sending-stops";
import type { Stops } from "../../../services/domain/stops/stops";

/** Stops without a cache: consumers see a change at once. */
export class FakeStops implements Stops {
  readonly stopped = new Set<StopTarget>();
  /** If true, the table cannot be read. */
  unreadable = false;
  /** The channels of all reads so far. */
  readonly reads: Channel[] = [];
  /** Called at each read, before the result. */
  onRead: (channel: Channel) => void = () => {};

  async isStopped(channel: Channel, clinicId: string): Promise<boolean> {
    this.reads.push(channel);
    this.onRead(channel);
    if (this.unreadable) throw Object.assign(new Error(), { name: "AccessDeniedException" });
    return this.stopped.has(channel) || this.stopped.has(stopTarget(channel, clinicId));
  }
}
