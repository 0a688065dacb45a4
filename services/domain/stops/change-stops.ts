/** How an operator's stop or start changes the item that has the stopped channels. */
import { CHANNELS, type Channel } from "../../../contracts/delivery-log";
import { MAX_CHANGES, type SendingStops, type StopChange } from "../../../contracts/tables/sending-stops";

const MINUTE = 60_000;

/** ms: CloudWatch refuses values for a later time. */
const FURTHEST_AHEAD = 120 * MINUTE;

/** The stored item. An item that was written by hand may have only a channel, with any value. */
export type StoredStops = Partial<Record<keyof SendingStops, unknown>>;

/** The next write of the item. */
export interface StopsWrite {
  /** Channels that this write stops or starts. A channel that is already stopped keeps its record. */
  readonly changed: readonly Channel[];
  /** The record for `changes`; undefined if no channel changes. */
  readonly record?: StopChange;
  readonly version: number;
  readonly changes: readonly unknown[];
  /** See {@link SendingStops.reportedFor}. */
  readonly reportedFor: number;
}

/** The parts of a stop that can be shown. An item that was written by hand may have none. */
export type ShownStop = Partial<Pick<StopChange, "at" | "by" | "because">>;

/**
 * The write for a change. There is one even if no channel changes, because the metric of an earlier change may not have
 * been emitted.
 * @param present undefined if nothing was ever stopped
 * @param requested the operator's change
 * @param now ms since 1970
 */
export function stopsWrite(present: StoredStops | undefined, requested: StopChange, now: number): StopsWrite {
  const changed = requested.channels.filter((channel) => isStopped(present, channel) !== (requested.act === "stop"));
  const record = changed.length > 0 ? { ...requested, channels: changed } : undefined;
  const earlier: readonly unknown[] = Array.isArray(present?.changes) ? present.changes : [];
  const thisMinute = Math.floor(now / MINUTE) * MINUTE;
  const next = number(present?.reportedFor) + MINUTE;
  return {
    changed,
    ...(record && { record }),
    version: number(present?.version) + 1,
    changes: (record ? [record, ...earlier] : earlier).slice(0, MAX_CHANGES),
    // A minute that is too far ahead was written by hand, or CloudWatch refused it.
    reportedFor: next > now + FURTHEST_AHEAD ? thisMinute : Math.max(thisMinute, next),
  };
}

/**
 * Finds the record of a change that was already written: if the response to a write is lost, the SDK repeats the write,
 * which then finds its own record.
 */
export function ownRecord(present: StoredStops | undefined, requested: StopChange): StopChange | undefined {
  const [newest] = Array.isArray(present?.changes) ? (present.changes as (StopChange | undefined)[]) : [];
  const isOwn = (["act", "at", "by", "because"] as const).every((key) => newest?.[key] === requested[key]);
  // Two commands of one script can agree in all of these.
  const isMade = requested.channels.every((channel) => isStopped(present, channel) === (requested.act === "stop"));
  return isOwn && isMade ? newest : undefined;
}

export function isStopped(stops: StoredStops | undefined, channel: Channel): boolean {
  return stops?.[channel] !== undefined;
}

export function stoppedChannels(stops: StoredStops | undefined): Channel[] {
  return CHANNELS.filter((channel) => isStopped(stops, channel));
}

/** @returns undefined if the channel is not stopped */
export function shownStop(stops: StoredStops | undefined, channel: Channel): ShownStop | undefined {
  const stored = stops?.[channel];
  if (stored === undefined) return undefined;
  if (typeof stored === "string") return { because: stored };
  const { at, by, because } = Object(stored) as Record<string, unknown>;
  return {
    ...(typeof at === "string" && !Number.isNaN(Date.parse(at)) && { at }),
    ...(typeof by === "string" && { by }),
    ...(typeof because === "string" && { because }),
  };
}

function number(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
