/**
 * When the appointment begins.
 * - SCH-11.4 and TQ1-7 are the appointment's own start. "As of version 2.5", SCH-11 "was retained for backward
 *   compatibility only and withdrawn and removed as of v2.7. Refer to the TQ1 segment" (HL7 v2+, segment SCH): before
 *   version 2.5 SCH-11 counts, and from 2.5 on TQ1-7, where both are sent.
 * - AIS-4, AIP-6, AIL-6 and AIG-8 are when a service, person, place or resource is needed, which may be "at a different
 *   time than the appointment's start" (segment AIS). They count where the appointment has no start of its own: one
 *   without an offset first, and otherwise the time less its offset, "relative to the scheduled start".
 * The first that is present counts: if it cannot be read, nothing else is guessed.
 */
import type { Er7Message, Er7Segment } from "./er7-message";
import { type Hl7Time, readTime, timeProblem } from "./hl7-time";
import { type Found, firstGiven, type Note, segmentsOf } from "./message-parts";

export type Start =
  /** `time`: as in contract v1; without an offset it is a local time. */
  | { readonly ok: true; readonly time: string; readonly path: string }
  /** `isAbsent`: none is sent. */
  | { readonly ok: false; readonly path: string; readonly problem: string; readonly isAbsent?: true };

/** The fields of a resource: its start, the offset and the units of that. By kind, in the order in which they count. */
const RESOURCE_STARTS = [
  ["AIS", 4, 5, 6],
  ["AIP", 6, 7, 8],
  ["AIL", 6, 7, 8],
  ["AIG", 8, 9, 10],
] as const;

/** ms of a unit of ISO+, ANS+ and what senders write; without one, seconds are meant (segment AIS). */
const UNITS: ReadonlyMap<string, number> = new Map([
  ["", 1_000],
  ["s", 1_000],
  ["sec", 1_000],
  ["m", 60_000],
  ["min", 60_000],
  ["minutes", 60_000],
  ["h", 3_600_000],
  ["hr", 3_600_000],
  ["hours", 3_600_000],
  ["d", 86_400_000],
]);

/** @param resources those that belong to the appointment */
export function startOfAppointment(
  message: Er7Message,
  resources: readonly Er7Segment[],
  version: string,
  note: Note,
): Start {
  const [appointment] = segmentsOf(message, "SCH");
  const old = firstGiven(appointment, 11, 4);
  const timings = segmentsOf(message, "TQ1").flatMap((timing) => firstGiven(timing, 7) ?? []);
  const own = hasTq1(version) ? [...timings, old] : [old, ...timings];
  const [first, ...others] = own.filter((one) => one !== undefined);
  noteRepeats(message, appointment, note);
  if (!first) return resourceStart(resources, note);
  if (others.some(({ text }) => text !== first.text)) {
    note(first.path, "counts, although another element has another start");
  }
  const time = readTime(first.text);
  return time ? { ok: true, time: `${time.local}${time.offset}`, path: first.path } : unreadable(first);
}

/** Whether the version has the segment TQ1. @param version MSH-12, such as `2.5.1` */
function hasTq1(version: string): boolean {
  const [, major = "2", minor = "0"] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 2 || Number(minor) >= 5;
}

interface ResourceStart extends Found {
  readonly offset: number | undefined;
}

function resourceStart(resources: readonly Er7Segment[], note: Note): Start {
  const starts = RESOURCE_STARTS.flatMap(([name, start, offset, unit]) =>
    resources
      .filter((segment) => segment.name === name)
      .flatMap((segment): ResourceStart[] => {
        const given = firstGiven(segment, start);
        return given ? [{ ...given, offset: offsetOf(segment, offset, unit) }] : [];
      }),
  );
  const best = starts.find(({ offset }) => offset === 0) ?? starts[0];
  if (!best) {
    const problem = "is required, or TQ1-7, or the start of a resource such as AIS-4";
    return { ok: false, path: "SCH-11.4", problem, isAbsent: true };
  }
  const time = readTime(best.text);
  if (!time) return unreadable(best);
  note(best.path, "is the start, since neither SCH-11.4 nor TQ1-7 is sent");
  if (best.offset === undefined) note(best.path, "has an offset that cannot be read, which is left out");
  return { ok: true, time: earlier(time, best.offset ?? 0), path: best.path };
}

/** ms; undefined if it cannot be read. */
function offsetOf(segment: Er7Segment, offset: number, unit: number): number | undefined {
  const text = segment.field(offset)[0].text(1);
  const ms = UNITS.get(segment.field(unit)[0].text(1).toLowerCase());
  if (text === "" || /^[+-]?0+$/.test(text)) return 0;
  return /^[+-]?\d{1,6}$/.test(text) && ms !== undefined ? Number(text) * ms : undefined;
}

function earlier({ local, offset }: Hl7Time, ms: number): string {
  const at = new Date(`${local}Z`);
  const exists = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(local.slice(0, 10));
  if (ms === 0 || !exists) return `${local}${offset}`;
  return `${new Date(at.getTime() - ms).toISOString().slice(0, 19)}${offset}`;
}

function unreadable({ text, path }: Found): Start {
  return { ok: false, path, problem: timeProblem(text) };
}

/**
 * A repeating appointment has one start in its message; the senders that were seen report each occurrence by itself.
 */
function noteRepeats(message: Er7Message, appointment: Er7Segment | undefined, note: Note): void {
  const patterns = [firstGiven(appointment, 11, 2), ...segmentsOf(message, "TQ1").map((one) => firstGiven(one, 3))];
  const repeats = patterns.find((pattern) => pattern && !/^once$/i.test(pattern.text));
  if (repeats) note(repeats.path, "repeats the appointment: only the first is booked");
}
