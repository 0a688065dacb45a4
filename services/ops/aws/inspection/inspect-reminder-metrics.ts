import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ENVIRONMENT_DIMENSION, METRIC_NAMESPACE, METRICS } from "../../../../contracts/metrics";
import { measure, type Point, resultOf } from "./inspect-metrics";
import type { Lookup } from "./lookup";

const PERIOD_SECONDS = 60;
const MINUTE = PERIOD_SECONDS * 1_000;

/** Sums over all reminders since a given time; undefined if there are no data yet. */
export interface ReminderMetrics {
  readonly texts: Lookup<number | undefined>;
  readonly emails: Lookup<number | undefined>;
  /** Messages that SNS accepted on the outcome topic, by SNS's own metric. */
  readonly events: Lookup<number | undefined>;
}

/**
 * Reads CloudWatch's metrics of reminders since a given time.
 * @param since ms since 1970
 * @param now ms since 1970
 */
export async function inspectReminderMetrics(
  client: CloudWatchClient,
  { environment, topic }: { readonly environment: string; readonly topic: string },
  since: number,
  now: number,
): Promise<ReminderMetrics> {
  const own = (MetricName: string) => ({
    Metric: {
      Namespace: METRIC_NAMESPACE,
      MetricName,
      Dimensions: [{ Name: ENVIRONMENT_DIMENSION, Value: environment }],
    },
    Period: PERIOD_SECONDS,
    Stat: "Sum",
  });
  const published = { Namespace: "AWS/SNS", MetricName: "NumberOfMessagesPublished" };
  const Dimensions = [{ Name: "TopicName", Value: topic }];
  const answers = await measure(client, Math.floor(since / MINUTE) * MINUTE, now, {
    texts: own(METRICS.successful),
    emails: own(METRICS.fallback),
    events: { Metric: { ...published, Dimensions }, Period: PERIOD_SECONDS, Stat: "Sum" },
  });
  return {
    texts: resultOf(answers, "texts", sum),
    emails: resultOf(answers, "emails", sum),
    events: resultOf(answers, "events", sum),
  };
}

function sum(points: readonly Point[]): number | undefined {
  const total = points.reduce((all, { value }) => all + value, 0);
  return total > 0 ? total : undefined;
}
