/** How an operator's stop or start changes the item that has what is stopped. */
import { CHANNELS, type Channel } from "../../../contracts/delivery-log";
import {
  MAX_CHANGES,
  readStopTarget,
  type SendingStops,
  type StopChange,
  type StopRecord,
  type StopTarget,
  stopTarget,
} from "../../../contracts/tables/sending-stops";

const MINUTE = 60_000;

/** ms: CloudWatch refuses values for a later time. */
const FURTHEST_AHEAD = 120 * MINUTE;

/** The stored item. An item that was written by hand may have only what is stopped, with any value. */
export type StoredStops = Partial<Record<keyof SendingStops, unknown>>;

/** The next write of the item. */
export interface StopsWrite {
  /** What this write stops or starts. What is already stopped keeps its record. */
  readonly changed: readonly StopTarget[];
  /** The record for `changes`; undefined if nothing changes. */
  readonly record?: StopChange;
  readonly version: number;
  readonly changes: readonly unknown[];
  /** The records of the clinics' stops after the write, see {@link SendingStops.records}. */
  readonly records: Readonly<Record<string, unknown>>;
  /** See {@link SendingStops.reportedFor}. */
  readonly reportedFor: number;
}

/** The parts of a stop that can be shown. An item that was written by hand may have none. */
export type ShownStop = Partial<StopRecord>;

/**
 * The write for a change. There is one even if nothing changes, because the metric of an earlier change may not have
 * been emitted.
 * @param present undefined if nothing was ever stopped
 * @param requested the operator's change
 * @param now ms since 1970
 */
export function stopsWrite(present: StoredStops | undefined, requested: StopChange, now: number): StopsWrite {
  const changed = targetsOf(requested).filter((target) => isStopped(present, target) !== (requested.act === "stop"));
  const record = changed.length > 0 ? { ...requested, ...partsOf(changed) } : undefined;
  const earlier: readonly unknown[] = Array.isArray(present?.changes) ? present.changes : [];
  const thisMinute = Math.floor(now / MINUTE) * MINUTE;
  const next = number(present?.reportedFor) + MINUTE;
  const version = number(present?.version) + 1;
  return {
    changed,
    ...(record && { record }),
    version,
    changes: (record ? [record, ...earlier] : earlier).slice(0, MAX_CHANGES),
    records: recordsAfter(present, changed, record, version),
    // A minute that is too far ahead was written by hand, or CloudWatch refused it.
    reportedFor: next > now + FURTHEST_AHEAD ? thisMinute : Math.max(thisMinute, next),
  };
}

/** The records of the clinics that are stopped after a change. */
function recordsAfter(
  present: StoredStops | undefined,
  changed: readonly StopTarget[],
  record: StopChange | undefined,
  version: number,
): Record<string, unknown> {
  const used = stoppedClinicTargets(present)
    .filter((target) => !changed.includes(target))
    .map((target) => String(present?.[target]));
  const kept = Object.entries(Object(present?.records)).filter(([key]) => used.includes(key));
  if (record?.act !== "stop" || record.clinics === undefined) return Object.fromEntries(kept);
  const { at, by, because } = record;
  return Object.fromEntries([...kept, [String(version), { at, by, because }]]);
}

/** What a change stops or starts: channels of all clinics, or of some. */
export function targetsOf({ channels, clinics }: Pick<StopChange, "channels" | "clinics">): StopTarget[] {
  if (clinics === undefined) return [...channels];
  return clinics.flatMap((clinicId) => channels.map((channel) => stopTarget(channel, clinicId)));
}

/** The channels and the clinics of targets: either all have a clinic, or none has one. */
export function partsOf(targets: readonly StopTarget[]): Pick<StopChange, "channels" | "clinics"> {
  const read = targets.flatMap((target) => readStopTarget(target) ?? []);
  const clinics = [...new Set(read.flatMap(({ clinicId }) => clinicId ?? []))];
  const channels = CHANNELS.filter((channel) => read.some((one) => one.channel === channel));
  return { channels, ...(clinics.length > 0 && { clinics }) };
}

/**
 * Finds the record of a change that was already written: if the response to a write is lost, the SDK repeats the write,
 * which then finds its own record.
 */
export function ownRecord(present: StoredStops | undefined, requested: StopChange): StopChange | undefined {
  const [newest] = Array.isArray(present?.changes) ? (present.changes as (StopChange | undefined)[]) : [];
  const isOwn = (["act", "at", "by", "because"] as const).every((key) => newest?.[key] === requested[key]);
  // Two commands of one script can agree in all of these.
  const isMade = targetsOf(requested).every((target) => isStopped(present, target) === (requested.act === "stop"));
  return isOwn && isMade ? newest : undefined;
}

export function isStopped(stops: StoredStops | undefined, target: StopTarget): boolean {
  return stops?.[target] !== undefined;
}

/** The channels that are stopped for all clinics. */
export function stoppedChannels(stops: StoredStops | undefined): Channel[] {
  return CHANNELS.filter((channel) => isStopped(stops, channel));
}

/** What is stopped for single clinics. */
export function stoppedClinicTargets(stops: StoredStops | undefined): StopTarget[] {
  const targets = Object.keys(stops ?? {}).filter(
    (name): name is StopTarget => readStopTarget(name)?.clinicId !== undefined,
  );
  return targets.filter((target) => isStopped(stops, target)).sort();
}

/** All that is stopped, channels of all clinics first. */
export function stoppedTargets(stops: StoredStops | undefined): StopTarget[] {
  return [...stoppedChannels(stops), ...stoppedClinicTargets(stops)];
}

/** @returns undefined if it is not stopped */
export function shownStop(stops: StoredStops | undefined, target: StopTarget): ShownStop | undefined {
  const stored = stops?.[target];
  if (stored === undefined) return undefined;
  if (typeof stored === "string") return { because: stored };
  const record = typeof stored === "number" ? Object(stops?.records)[String(stored)] : stored;
  const { at, by, because } = Object(record) as Record<string, unknown>;
  return {
    ...(typeof at === "string" && !Number.isNaN(Date.parse(at)) && { at }),
    ...(typeof by === "string" && { by }),
    ...(typeof because === "string" && { because }),
  };
}

function number(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
