/** CloudWatch GetMetricData for the metrics of the functions. Metrics of AWS itself are reported as not measured. */
import { AwsError, jsonAnswer, jsonParameters, type Service } from "../../protocol/call";
import type { RecordedMetric } from "../outbox";

interface Query {
  readonly Id: string;
  readonly Label?: string;
  readonly MetricStat?: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
    };
    /** Seconds. */
    readonly Period: number;
    readonly Stat: string;
  };
}

/** Seconds since 1970. */
interface Span {
  readonly StartTime: number;
  readonly EndTime: number;
}

const STATISTICS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Average: (values) => sum(values) / values.length,
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
  SampleCount: (values) => values.length,
  Sum: sum,
};

/** @param recorded may grow later */
export function createMetricData(recorded: readonly RecordedMetric[]): Service {
  return async (call) => {
    const { MetricDataQueries = [], ...span } = jsonParameters(call) as unknown as Span & {
      readonly MetricDataQueries?: readonly Query[];
    };
    return jsonAnswer({ MetricDataResults: MetricDataQueries.map((query) => resultOf(query, span, recorded)) });
  };
}

function resultOf({ Id, Label, MetricStat }: Query, span: Span, recorded: readonly RecordedMetric[]) {
  const statistic = STATISTICS[MetricStat?.Stat ?? ""];
  if (!MetricStat || !statistic) {
    throw new AwsError("ValidationError", 400, "The local run has no metric math and no percentiles");
  }
  const { Metric, Period } = MetricStat;
  const { Namespace, MetricName, Dimensions = [] } = Metric;
  const result = { Id, Label: Label ?? MetricName, StatusCode: "Complete" };
  if (Namespace.startsWith("AWS/")) {
    const Messages = [{ Code: "NotMeasured", Value: `The local run has no ${Namespace} metrics` }];
    return { ...result, Timestamps: [], Values: [], Messages };
  }
  const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  const periods = new Map<number, number[]>();
  for (const metric of recorded) {
    const at = Date.parse(metric.at) / 1_000;
    const isOf = metric.namespace === Namespace && metric.name === MetricName && isSame(metric.dimensions, dimensions);
    if (!isOf || at < span.StartTime || at >= span.EndTime) continue;
    const start = Math.floor(at / Period) * Period;
    periods.set(start, [...(periods.get(start) ?? []), metric.value]);
  }
  // Newest first, the default of CloudWatch.
  const points = [...periods].sort(([one], [other]) => other - one);
  const Values = points.map(([, values]) => statistic(values));
  return { ...result, Timestamps: points.map(([start]) => start), Values };
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
