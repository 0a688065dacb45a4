import { type CloudWatchClient, type MetricDatum, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { MetricValues } from "../../contracts/metrics";
import { CLINIC_DIMENSION, ENVIRONMENT_DIMENSION, METRIC_NAMESPACE, METRICS } from "../../contracts/metrics";
import type { Metrics } from "../domain/ports";

/** Emits metrics to CloudWatch; `environment` is the value of their first dimension, and of the only one of the whole. */
export function cloudWatchMetrics(client: CloudWatchClient, environment: string): Metrics {
  const whole = [{ Name: ENVIRONMENT_DIMENSION, Value: environment }];
  return {
    async emit(values, byClinic = new Map()) {
      const ofClinics = [...byClinic].flatMap(([clinicId, own]) =>
        metricData(own, [...whole, { Name: CLINIC_DIMENSION, Value: clinicId }]),
      );
      const MetricData = [...metricData(values, whole), ...ofClinics];
      await client.send(new PutMetricDataCommand({ Namespace: METRIC_NAMESPACE, MetricData }));
    },
  };
}

function metricData(values: MetricValues, Dimensions: MetricDatum["Dimensions"]): MetricDatum[] {
  return Object.entries(values).map(([MetricName, Value]) => ({
    MetricName,
    Value,
    Unit: MetricName === METRICS.successRate ? "Percent" : "Count",
    Dimensions,
  }));
}
