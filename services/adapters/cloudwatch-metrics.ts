import {
  type CloudWatchClient,
  type MetricDatum,
  PutMetricDataCommand,
  type StandardUnit,
} from "@aws-sdk/client-cloudwatch";
import type { MetricValues } from "../../contracts/metrics";
import { CLINIC_DIMENSION, ENVIRONMENT_DIMENSION, METRIC_NAMESPACE, METRICS } from "../../contracts/metrics";
import type { Metrics } from "../domain/ports";

const UNITS: Readonly<Record<string, StandardUnit>> = {
  [METRICS.successRate]: "Percent",
  [METRICS.deliverySeconds]: "Seconds",
};

/** Emits metrics to CloudWatch; `environment` is the value of their first dimension, and of the only one of the whole. */
export function cloudWatchMetrics(client: CloudWatchClient, environment: string): Metrics {
  const whole = [{ Name: ENVIRONMENT_DIMENSION, Value: environment }];
  return {
    async emit(values, byClinic = new Map(), series = {}) {
      const ofClinics = [...byClinic].flatMap(([clinicId, own]) =>
        metricData(own, [...whole, { Name: CLINIC_DIMENSION, Value: clinicId }]),
      );
      const ofSeries = Object.entries(series).map(([name, each]) => datum(name, { Values: [...each] }, whole));
      const MetricData = [...metricData(values, whole), ...ofClinics, ...ofSeries];
      await client.send(new PutMetricDataCommand({ Namespace: METRIC_NAMESPACE, MetricData }));
    },
  };
}

function metricData(values: MetricValues, dimensions: MetricDatum["Dimensions"]): MetricDatum[] {
  return Object.entries(values).map(([name, Value]) => datum(name, { Value }, dimensions));
}

function datum(
  MetricName: string,
  value: Pick<MetricDatum, "Value" | "Values">,
  Dimensions: MetricDatum["Dimensions"],
): MetricDatum {
  return { MetricName, ...value, Unit: UNITS[MetricName] ?? "Count", Dimensions };
}
