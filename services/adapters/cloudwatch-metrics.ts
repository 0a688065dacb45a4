import { type CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { ENVIRONMENT_DIMENSION, METRIC_NAMESPACE, METRICS } from "../../contracts/metrics";
import type { Metrics } from "../domain/ports";

/** Emits metrics to CloudWatch; `environment` is the value of their one dimension. */
export function cloudWatchMetrics(client: CloudWatchClient, environment: string): Metrics {
  return {
    async emit(values) {
      const Dimensions = [{ Name: ENVIRONMENT_DIMENSION, Value: environment }];
      const MetricData = Object.entries(values).map(([MetricName, Value]) => ({
        MetricName,
        Value,
        Unit: MetricName === METRICS.successRate ? ("Percent" as const) : ("Count" as const),
        Dimensions,
      }));
      await client.send(new PutMetricDataCommand({ Namespace: METRIC_NAMESPACE, MetricData }));
    },
  };
}
