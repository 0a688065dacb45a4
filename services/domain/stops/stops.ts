import type { Channel } from "../../../contracts/delivery-log";

/** The channels that operators have stopped. */
export interface Stops {
  /**
   * Whether a channel is stopped. The answer is at most a second older than the call.
   * @throws the table's error
   */
  isStopped(channel: Channel): Promise<boolean>;
}
