/** The metrics that alarms and the dashboard use, and how CloudWatch evaluates expressions. */
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

/** AWS's own metrics, with the type of resource in their dimension; from each service's guide. */
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

/** What is wrong with a metric: nobody emits it, or its resource is not in the template. */
export async function faultOf(metric: WatchedMetric, stack: SynthesizedStack): Promise<string | undefined> {
  const { namespace, name, dimensions } = metric;
  const described = `${namespace} ${name} of ${JSON.stringify(dimensions)}`;
  if (namespace === METRIC_NAMESPACE) {
    const emitted = await emittedMetrics(environmentOf(stack));
    const is = (one: { name: string; dimensions: object }) =>
      one.name === name && JSON.stringify(one.dimensions) === JSON.stringify(dimensions);
    return emitted.some(is) ? undefined : `nobody emits ${described}`;
  }
  const known = AWS_METRICS[namespace];
  if (!known?.names.includes(name)) return `AWS has no ${described}`;
  const { dimension, resource, suffix = "" } = known;
  const wanted = dimension ? [dimension] : [];
  if (Object.keys(dimensions).join() !== wanted.join()) return `AWS has no such dimensions: ${described}`;
  if (!dimension || !resource) return undefined;
  const value = dimensions[dimension] ?? "";
  const names = stack.ofType(resource).map(({ Properties }) => `${Properties[dimension]}${suffix}`);
  return names.includes(value) ? undefined : `the template has nothing for ${described}`;
}

/** The environment variable with which the functions emit their metrics. */
function environmentOf(stack: SynthesizedStack): string {
  const values = stack
    .ofType("AWS::Lambda::Function")
    .map(({ Properties }) => Properties.Environment?.Variables?.[ENV.environment])
    .filter((value) => value !== undefined);
  const [environment] = values;
  if (values.length < 3 || new Set(values).size !== 1) throw new Error(`The functions have the environments ${values}`);
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

/** The expression of an alarm, if it has one. */
export function expressionOf({ Metrics = [] }: Properties): string | undefined {
  return Metrics.find(({ ReturnData }: Properties) => ReturnData !== false)?.Expression;
}

/** The ids in an expression; functions are in capitals. */
export function idsOf(expression: string): string[] {
  return [...new Set(expression.match(/\b[a-z]\w*/g) ?? [])].sort();
}

/**
 * The value of an expression in one period, by the rules of CloudWatch's metric math.
 * @param data by id; absent if there is no data
 * @param fills whether FILL also fills a metric without any data, which AWS does not document
 * @returns undefined if there is no value
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
