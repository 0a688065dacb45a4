import type { Channel } from "../../../contracts/delivery-log";

/** What operators have stopped. */
export interface Stops {
  /**
   * Whether a channel is stopped, for all clinics or for this one. The answer is at most a second older than the call.
   * @throws the table's error
   */
  isStopped(channel: Channel, clinicId: string): Promise<boolean>;
}
