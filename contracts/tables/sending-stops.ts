/**
 * The table `sending-stops-<env>`: the channels that operators have stopped. Both consumers read it before they send.
 */
import type { Channel } from "../delivery-log";

export const SENDING_STOPS = {
  /** S */
  partitionKey: "name",
  /** The one item, a {@link SendingStops}. */
  item: "sending",
} as const;

/** The code of a reminder that waits because an operator stopped its channel. */
export const STOPPED_CODE = "SENDING_STOPPED";

/** The code of a reminder that waits because the table could not be read. */
export const UNREADABLE_CODE = "STOPS_UNREADABLE";

/** The number of changes kept. The item has at most 10 KB with the longest texts, and usually under 4 KB, one read. */
export const MAX_CHANGES = 10;

/** A stop or a start: who did it, when and why. */
export interface StopChange {
  readonly act: "stop" | "start";
  readonly channels: readonly Channel[];
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The caller's ARN, from STS; `unknown` if STS did not respond. */
  readonly by: string;
  /** The operator's own words; up to 200 characters. */
  readonly because: string;
}

/** The item of the table. A channel is stopped while the item has an attribute of its name, with any value. */
export interface SendingStops extends Readonly<Partial<Record<Channel, StopChange>>> {
  /** Incremented by each write, so that operators do not overwrite each other's changes. */
  readonly version: number;
  /** Newest first; at most {@link MAX_CHANGES}. */
  readonly changes: readonly StopChange[];
  /**
   * ms since 1970: the minute for which the metric `SendingStopped` was last emitted. A minute has only one value,
   * since two could not be distinguished.
   */
  readonly reportedFor: number;
}
