import type { Channel } from "../../../contracts/delivery-log";

/** What operators have stopped. */
export interface Stops {
  /**
   * Whether a channel is stopped, as it was a second ago at most when this was called.
   * @throws what the table answered
   */
  isStopped(channel: Channel): Promise<boolean>;
}
