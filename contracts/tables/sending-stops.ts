/**
 * The table `sending-stops-<env>`: what operators have stopped, for all clinics or for single ones. The consumers read it
 * before they send.
 */
import { CHANNELS, type Channel } from "../delivery-log";

export const SENDING_STOPS = {
  /** S */
  partitionKey: "name",
  /** The one item, a {@link SendingStops}. */
  item: "sending",
} as const;

/** The code of a reminder that waits because an operator stopped its channel, or its clinic's. */
export const STOPPED_CODE = "SENDING_STOPPED";

/** The code of a reminder that waits because the table could not be read. */
export const UNREADABLE_CODE = "STOPS_UNREADABLE";

/** The number of changes kept. They have at most 10 KB with the longest texts, and usually under 4 KB, one read. */
export const MAX_CHANGES = 10;

/** The attribute that is there from the beginning of a restore to its end, a {@link RestoreMark}. The functions ignore it. */
export const RESTORE_MARK = "restore";

/**
 * Days back to which a table can be restored: "Point-in-time backups for DynamoDB", DynamoDB Developer Guide,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html
 */
export const RESTORABLE_DAYS = 35;

/** What can be stopped: a channel of all clinics, or of one. It is the name of the item's attribute: `SMS`, `SMS:north`. */
export type StopTarget = Channel | `${Channel}:${string}`;

/** @param clinicId all clinics if absent */
export function stopTarget(channel: Channel, clinicId?: string): StopTarget {
  return clinicId === undefined ? channel : `${channel}:${clinicId}`;
}

/** @returns undefined if the attribute is no {@link StopTarget} */
export function readStopTarget(
  attribute: string,
): { readonly channel: Channel; readonly clinicId?: string } | undefined {
  const [first = "", ...rest] = attribute.split(":");
  const channel = CHANNELS.find((one) => one === first);
  return channel && { channel, ...(rest.length > 0 && { clinicId: rest.join(":") }) };
}

/** Who stopped something, when and why. */
export interface StopRecord {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The caller's ARN, from STS; `unknown` if STS did not respond. */
  readonly by: string;
  /** The operator's own words; up to 200 characters. */
  readonly because: string;
}

/** A stop or a start. */
export interface StopChange extends StopRecord {
  readonly act: "stop" | "start";
  readonly channels: readonly Channel[];
  /** The ids of the clinics; absent, all clinics. */
  readonly clinics?: readonly string[];
}

/** A restore that has begun and has not finished: until then, operators cannot start sending. */
export interface RestoreMark extends StopRecord {
  /** The point in time that is restored, ISO 8601, UTC; the earliest one if there are several. */
  readonly to: string;
}

/**
 * The item of the table. A channel is stopped while the item has an attribute of its name, with any value: a
 * {@link StopChange}. A channel of a clinic is stopped likewise. Its value is a key of `records`, so that the item of a
 * deployment whose 400 clinics were stopped by a few commands has under 30 KB.
 */
export interface SendingStops
  extends Readonly<Partial<Record<Channel, StopChange>>>,
    Readonly<Partial<Record<`${Channel}:${string}`, number>>> {
  /** Incremented by each write, so that operators do not overwrite each other's changes. */
  readonly version: number;
  readonly [RESTORE_MARK]?: RestoreMark;
  /** Newest first; at most {@link MAX_CHANGES}. */
  readonly changes: readonly StopChange[];
  /** The records of the clinics' stops, by the version that made them. */
  readonly records?: Readonly<Record<string, StopRecord>>;
  /**
   * ms since 1970: the minute for which the metric `SendingStopped` was last emitted. A minute has only one value,
   * since two could not be distinguished.
   */
  readonly reportedFor: number;
}
