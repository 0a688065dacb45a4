import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from "@aws-sdk/client-cloudwatch";
import { ENVIRONMENT_DIMENSION, METRIC_NAMESPACE, METRICS, type MetricName } from "../../../../contracts/metrics";

import type { SmsCarrierName } from "../../../../contracts/texts/sms-carrier";
import { known, type Lookup, lookUp } from "./lookup";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How many days back to look for the last daily run and the last sweep, at least. */
export const RUNS_LOOKED_BACK_DAYS = 14;
/** SQS measures the age every minute, and publishes it late; older values are out of date. */
const AGE_LOOKED_BACK = 15 * MINUTE;
const AGE_PERIOD_SECONDS = 60;
/** CloudWatch has no finer period for data this old. */
const RUN_PERIOD_SECONDS = 300;
const ACTION = "cloudwatch:GetMetricData";

export interface RunMetrics {
  /** When the last daily run completed, to a few minutes, in ms since 1970; undefined if none did. */
  readonly lastRun: Lookup<number | undefined>;
  /** The same of the last sweep. */
  readonly lastSweep: Lookup<number | undefined>;
  /** US dollars that the account has spent on texts this month; undefined if there are no data. */
  readonly spent: Lookup<number | undefined>;
}

/** The metrics of what the account has spent on texts this month. */
const SPEND = {
  sns: { Namespace: "AWS/SNS", MetricName: "SMSMonthToDateSpentUSD" },
  "end-user-messaging": { Namespace: "AWS/SMSVoice", MetricName: "TextMessageMonthlySpend" },
} as const;

/** @param now ms since 1970 */
export async function inspectRuns(
  client: CloudWatchClient,
  environment: string,
  now: number,
  carrier: SmsCarrierName,
): Promise<RunMetrics> {
  const month = startOfMonth(now);
  const start = Math.min(month, now - RUNS_LOOKED_BACK_DAYS * DAY);
  const Dimensions = [{ Name: ENVIRONMENT_DIMENSION, Value: environment }];
  const ofRuns = (MetricName: MetricName) => ({
    Metric: { Namespace: METRIC_NAMESPACE, MetricName, Dimensions },
    Period: RUN_PERIOD_SECONDS,
    Stat: "Sum",
  });
  const lastOf = (points: readonly Point[]) => latest(points.filter(({ value }) => value > 0))?.at;
  const answers = await measure(client, start, now, {
    runs: ofRuns(METRICS.dailyRuns),
    sweeps: ofRuns(METRICS.sweepRuns),
    spent: {
      Metric: SPEND[carrier],
      Period: DAY / 1_000,
      Stat: "Maximum",
    },
  });
  return {
    lastRun: resultOf(answers, "runs", lastOf),
    lastSweep: resultOf(answers, "sweeps", lastOf),
    spent: resultOf(answers, "spent", (points) => {
      const ofMonth = points.filter(({ at }) => at >= month).map(({ value }) => value);
      return ofMonth.length > 0 ? Math.max(...ofMonth) : undefined;
    }),
  };
}

/**
 * @param queues names
 * @returns by name: the age of the oldest message in seconds; undefined if there are no data
 */
export async function inspectAges(
  client: CloudWatchClient,
  queues: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, Lookup<number | undefined>>> {
  const lookup = queues.map((queue, index) => {
    const Dimensions = [{ Name: "QueueName", Value: queue }];
    const Metric = { Namespace: "AWS/SQS", MetricName: "ApproximateAgeOfOldestMessage", Dimensions };
    return [`age${index}`, { Metric, Period: AGE_PERIOD_SECONDS, Stat: "Maximum" }] as const;
  });
  const answers = await measure(client, now - AGE_LOOKED_BACK, now, Object.fromEntries(lookup));
  return new Map(
    queues.map((queue, index) => [queue, resultOf(answers, `age${index}`, (points) => latest(points)?.value)]),
  );
}

export interface Point {
  /** ms since 1970. */
  readonly at: number;
  readonly value: number;
}

/** Calls GetMetricData for these metrics. */
export function measure(
  client: CloudWatchClient,
  start: number,
  end: number,
  metrics: Readonly<Record<string, MetricDataQuery["MetricStat"]>>,
): Promise<Lookup<readonly MetricDataResult[]>> {
  return lookUp(ACTION, async () => {
    const MetricDataQueries = Object.entries(metrics).map(([Id, MetricStat]) => ({ Id, MetricStat }));
    const command = new GetMetricDataCommand({
      StartTime: new Date(start),
      EndTime: new Date(end),
      MetricDataQueries,
    });
    return (await client.send(command)).MetricDataResults ?? [];
  });
}

export function resultOf<T>(
  answers: Lookup<readonly MetricDataResult[]>,
  id: string,
  read: (points: readonly Point[]) => T,
): Lookup<T> {
  if (answers.how !== "known") return answers;
  const { Timestamps = [], Values = [], Messages = [] } = answers.value.find(({ Id }) => Id === id) ?? {};
  const [message] = Messages;
  if (message && Values.length === 0) {
    return { how: "unknown", action: ACTION, error: new Error(message.Value ?? message.Code) };
  }
  return known(read(Timestamps.map((at, index) => ({ at: at.getTime(), value: Values[index] ?? 0 }))));
}

function latest(points: readonly Point[]): Point | undefined {
  return [...points].sort((one, other) => other.at - one.at)[0];
}

function startOfMonth(now: number): number {
  const at = new Date(now);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
}
