/** The tables of the producer's bench. */
import type { Table } from "../section";
import { median } from "../statistics";
import type { Run } from "./processes";

/** A number of due appointments, on the list of one day or spread over its parts, and its runs. */
export interface Measurement {
  readonly count: number;
  readonly spread: boolean;
  readonly runs: readonly Run[];
}

/** MB with one vCPU, and dollars per GB-second: see docs/costs.md. */
const ONE_VCPU = 1_769;
const GB_SECOND = 0.0000133334;

export const named = ({ spread }: Pick<Measurement, "spread">) => (spread ? "spread over 16 parts" : "on one day");
export const seconds = ({ runs }: Measurement) => runs.map(({ producer }) => producer.seconds);
const cpu = ({ runs }: Measurement) => median(runs.map(({ producer }) => producer.cpuSeconds));
export const heap = ({ runs }: Measurement) => median(runs.map(({ producer }) => producer.liveHeap));
const rss = ({ runs }: Measurement) => median(runs.map(({ producer }) => producer.peakRss));

function withSpread(values: readonly number[]): string {
  const text = median(values).toFixed(1);
  return values.length > 1 ? `${text} (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)})` : text;
}

export function runsTable(measured: readonly Measurement[], loopPerSecond: number): Table {
  const rows = measured.map((one) => {
    const perSecond = one.count / median(seconds(one));
    // A short run may have no full garbage collection.
    const memory = [rss(one), heap(one)].map((mb) => (mb > 0 ? Math.round(mb) : "none"));
    const times = (perSecond / loopPerSecond).toFixed(0);
    return [one.count, named(one), one.runs.length, withSpread(seconds(one)), Math.round(perSecond), times, ...memory];
  });
  const loop = (count: number) =>
    [
      count,
      "a loop, extrapolated",
      "",
      (count / loopPerSecond).toFixed(0),
      Math.round(loopPerSecond),
      1,
      "",
      "",
    ] as const;
  return {
    title: "A run",
    columns: ["due", "how", "runs", "s (range)", "reminders/s", "times the loop", "peak RSS, MB", "live heap, MB"],
    rows: [...rows, ...[...new Set(measured.map(({ count }) => count))].map(loop)],
  };
}

export function callsTable(measured: readonly Measurement[]): Table {
  const rows = measured.map((one) => {
    const { calls, throttled } = (one.runs[0] as Run).aws;
    const counts = ["Query", "SendMessageBatch", "UpdateItem", "PutMetricData"].map((action) => calls[action] ?? 0);
    return [one.count, named(one), ...counts, throttled];
  });
  return {
    title: "Calls of its first run, repeated ones included",
    columns: ["due", "how", "Query", "SendMessageBatch", "UpdateItem", "PutMetricData", "of these throttled"],
    rows,
  };
}

/** Computed: with less than one vCPU, the CPU time decides how long a run takes. */
export function memoryTable(measured: readonly Measurement[]): Table {
  const largest = measured.at(-1) as Measurement;
  const rows = [512, 1_024, ONE_VCPU].map((mb) => {
    const takes = Math.max(median(seconds(largest)), (cpu(largest) * ONE_VCPU) / mb);
    const gbSeconds = (takes * mb) / 1_024;
    return [mb, cpu(largest).toFixed(1), takes.toFixed(0), gbSeconds.toFixed(0), (gbSeconds * GB_SECOND).toFixed(4)];
  });
  return {
    title: `Lambda's memory for ${largest.count} due, computed from the processor's time that was measured here`,
    columns: ["MB", "processor, s", "a run takes, s", "GB-s", "dollars"],
    rows,
  };
}
