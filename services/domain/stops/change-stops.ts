/** How an operator's stop or start changes what the table of stopped channels holds. */
import { CHANNELS, type Channel } from "../../../contracts/delivery-log";
import { MAX_CHANGES, type SendingStops, type StopChange } from "../../../contracts/sending-stops";

const MINUTE = 60_000;

/** ms: CloudWatch takes no value for a time that is further ahead. */
const FURTHEST_AHEAD = 120 * MINUTE;

/** What the table holds. By hand it may have been given nothing but a channel, with any value. */
export type StoredStops = Partial<Record<keyof SendingStops, unknown>>;

/** The next write of the item. */
export interface StopsWrite {
  /** Channels that this write stops or starts. Those that were so already keep their record. */
  readonly changed: readonly Channel[];
  /** What `changes` remembers of it; undefined where nothing changed. */
  readonly record?: StopChange;
  readonly version: number;
  readonly changes: readonly unknown[];
  /** See {@link SendingStops.reportedFor}. */
  readonly reportedFor: number;
}

/** What of a stop can be shown; each part is undefined where the item was written by hand. */
export type ShownStop = Partial<Pick<StopChange, "at" | "by" | "because">>;

/**
 * Works out what to write. A change is written even where every channel is as it should be already: its metric may not
 * have been emitted.
 * @param present undefined where nothing was ever stopped
 * @param asked what an operator asks for
 * @param now ms since 1970
 */
export function stopsWrite(present: StoredStops | undefined, asked: StopChange, now: number): StopsWrite {
  const changed = asked.channels.filter((channel) => isStopped(present, channel) !== (asked.act === "stop"));
  const record = changed.length > 0 ? { ...asked, channels: changed } : undefined;
  const earlier: readonly unknown[] = Array.isArray(present?.changes) ? present.changes : [];
  const thisMinute = Math.floor(now / MINUTE) * MINUTE;
  const next = number(present?.reportedFor) + MINUTE;
  return {
    changed,
    ...(record && { record }),
    version: number(present?.version) + 1,
    changes: (record ? [record, ...earlier] : earlier).slice(0, MAX_CHANGES),
    // A minute that is too far ahead was written by hand, or refused.
    reportedFor: next > now + FURTHEST_AHEAD ? thisMinute : Math.max(thisMinute, next),
  };
}

/**
 * Was this change written already? The answer to a write can be lost; the repeated write then finds its own.
 * @returns the record of it
 */
export function ownRecord(present: StoredStops | undefined, asked: StopChange): StopChange | undefined {
  const [newest] = Array.isArray(present?.changes) ? (present.changes as (StopChange | undefined)[]) : [];
  const isOwn = (["act", "at", "by", "because"] as const).every((key) => newest?.[key] === asked[key]);
  // Two commands of one script may agree in all of these.
  const isMade = asked.channels.every((channel) => isStopped(present, channel) === (asked.act === "stop"));
  return isOwn && isMade ? newest : undefined;
}

export function isStopped(stops: StoredStops | undefined, channel: Channel): boolean {
  return stops?.[channel] !== undefined;
}

export function stoppedChannels(stops: StoredStops | undefined): Channel[] {
  return CHANNELS.filter((channel) => isStopped(stops, channel));
}

/** @returns undefined where the channel is not stopped */
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
