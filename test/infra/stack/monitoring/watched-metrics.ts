/** The metrics that alarms and the dashboard read, and how CloudWatch computes with them. */
import { ENV } from "../../../../contracts/environment";
import { METRIC_NAMESPACE } from "../../../../contracts/metrics";
import type { Properties, SynthesizedStack } from "../synthesized-stack";
import { emittedMetrics } from "./emitted-metrics";

export interface WatchedMetric {
  readonly namespace: string;
  readonly name: string;
  /** Names of resources, not logical ids. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly period: number;
  readonly statistic: string;
}

/** The metrics of AWS that exist, and the type of resource that their dimension names; from each service's guide. */
const AWS_METRICS: Record<string, { names: string[]; dimension?: string; resource?: string; suffix?: string }> = {
  "AWS/SQS": {
    names: [
      "ApproximateAgeOfOldestMessage",
      "ApproximateNumberOfMessagesDelayed",
      "ApproximateNumberOfMessagesNotVisible",
      "ApproximateNumberOfMessagesVisible",
      "NumberOfMessagesDeleted",
      "NumberOfMessagesReceived",
      "NumberOfMessagesSent",
    ],
    dimension: "QueueName",
    resource: "AWS::SQS::Queue",
    // The dimension is the queue's attribute, not its URL.
    suffix: ".QueueName",
  },
  "AWS/Lambda": {
    names: ["Duration", "Errors", "Invocations", "Throttles"],
    dimension: "FunctionName",
    resource: "AWS::Lambda::Function",
  },
  // Of the whole account.
  "AWS/SNS": { names: ["SMSMonthToDateSpentUSD"] },
};

/** What is wrong with a metric: that nobody emits it, or that what it is about is not in the template. */
export async function faultOf(metric: WatchedMetric, stack: SynthesizedStack): Promise<string | undefined> {
  const { namespace, name, dimensions } = metric;
  const told = `${namespace} ${name} of ${JSON.stringify(dimensions)}`;
  if (namespace === METRIC_NAMESPACE) {
    const emitted = await emittedMetrics(environmentOf(stack));
    const is = (one: { name: string; dimensions: object }) =>
      one.name === name && JSON.stringify(one.dimensions) === JSON.stringify(dimensions);
    return emitted.some(is) ? undefined : `nobody emits ${told}`;
  }
  const known = AWS_METRICS[namespace];
  if (!known?.names.includes(name)) return `AWS has no ${told}`;
  const { dimension, resource, suffix = "" } = known;
  const wanted = dimension ? [dimension] : [];
  if (Object.keys(dimensions).join() !== wanted.join()) return `AWS has no such dimensions: ${told}`;
  if (!dimension || !resource) return undefined;
  const value = dimensions[dimension] ?? "";
  const names = stack.ofType(resource).map(({ Properties }) => `${Properties[dimension]}${suffix}`);
  return names.includes(value) ? undefined : `the template has nothing for ${told}`;
}

/** The environment that the functions are told, which they emit their metrics with. */
function environmentOf(stack: SynthesizedStack): string {
  const told = stack
    .ofType("AWS::Lambda::Function")
    .map(({ Properties }) => Properties.Environment?.Variables?.[ENV.environment])
    .filter((value) => value !== undefined);
  const [environment] = told;
  if (told.length < 3 || new Set(told).size !== 1) throw new Error(`The functions are told ${told}`);
  return environment;
}

/** The metrics of an alarm by the ids of its expression; a metric without an expression has the id `only`. */
export function metricsOfAlarm(alarm: Properties, stack: SynthesizedStack): Record<string, WatchedMetric> {
  const read = ({ MetricName, Namespace, Dimensions = [] }: Properties, Period: number, Stat: string) => ({
    namespace: Namespace,
    name: MetricName,
    dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }: Properties) => [Name, stack.read(Value)])),
    period: Period,
    statistic: Stat,
  });
  if (alarm.MetricName) return { only: read(alarm, alarm.Period, alarm.Statistic) };
  const stats = alarm.Metrics.filter(({ MetricStat }: Properties) => MetricStat);
  return Object.fromEntries(
    stats.map(({ Id, MetricStat: { Metric, Period, Stat } }: Properties) => [Id, read(Metric, Period, Stat)]),
  );
}

/** The expression that an alarm looks at, where it computes. */
export function expressionOf({ Metrics = [] }: Properties): string | undefined {
  return Metrics.find(({ ReturnData }: Properties) => ReturnData !== false)?.Expression;
}

/** The words of an expression that are ids: functions are in capitals. */
export function idsOf(expression: string): string[] {
  return [...new Set(expression.match(/\b[a-z]\w*/g) ?? [])].sort();
}

/**
 * What an expression comes to in one period, as CloudWatch's metric math computes it.
 * @param data by id; absent where there is no data
 * @param fills whether FILL makes a value of a metric that has no data at all, which AWS does not say
 * @returns undefined where there is no value
 */
export function evaluate(expression: string, data: Record<string, number>, fills = true): number | undefined {
  const ids = idsOf(expression);
  const compute = new Function("IF", "FILL", "SUM", ...ids, `return ${expression}`);
  const choose = (condition: boolean, then: number, otherwise: number) => (condition ? then : otherwise);
  const fill = (value: number | undefined, absent: number) => value ?? (fills ? absent : undefined);
  const sum = (values: (number | undefined)[]) => {
    const there = values.filter((value) => value !== undefined);
    return there.length > 0 ? there.reduce((total, value) => total + value, 0) : undefined;
  };
  const value = compute(choose, fill, sum, ...ids.map((id) => data[id]));
  return Number.isNaN(value) ? undefined : value;
}
