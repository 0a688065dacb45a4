/** The table `sending-stops-<env>`: the channels that an operator has stopped. Both consumers read it before they send. */
import type { Channel } from "./delivery-log";

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

/** Changes that the item remembers: with the longest texts it stays within 10 KB, and as a rule within 4 KB, one read. */
export const MAX_CHANGES = 10;

/** What an operator did, who it was and why. */
export interface StopChange {
  readonly act: "stop" | "start";
  readonly channels: readonly Channel[];
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The caller's ARN, as STS knows it; `unknown` where STS did not answer. */
  readonly by: string;
  /** As the operator wrote it; up to 200 characters. */
  readonly because: string;
}

/** The item of the table. A channel is stopped for as long as the attribute of its name is there, whatever that holds. */
export interface SendingStops extends Readonly<Partial<Record<Channel, StopChange>>> {
  /** Goes up by one with each write, so that no two operators overwrite each other. */
  readonly version: number;
  /** Newest first; at most {@link MAX_CHANGES}. */
  readonly changes: readonly StopChange[];
  /**
   * ms since 1970: the minute for which the metric `SendingStopped` was last emitted. Each minute has one value: two
   * in one minute could not be told apart.
   */
  readonly reportedFor: number;
}
