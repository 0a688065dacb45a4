import type { Duration } from "aws-cdk-lib";
import { Metric, type MetricOptions, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { ENVIRONMENT_DIMENSION, METRIC_NAMESPACE, type MetricName } from "../../../contracts/metrics";

/** The metrics that the functions of one environment emit. */
export class PipelineMetrics {
  constructor(private readonly environment: string) {}

  /**
   * The sum of `metricName` within each `period`.
   * @param label its name on a dashboard
   */
  count(metricName: MetricName, period: Duration, label?: string): Metric {
    return this.metric(metricName, { period, label, statistic: Stats.SUM });
  }

  /** The highest value of `metricName` within each `period`. */
  highest(metricName: MetricName, period: Duration, label?: string): Metric {
    return this.metric(metricName, { period, label, statistic: Stats.MAXIMUM });
  }

  private metric(metricName: MetricName, options: MetricOptions): Metric {
    const dimensionsMap = { [ENVIRONMENT_DIMENSION]: this.environment };
    return new Metric({ namespace: METRIC_NAMESPACE, metricName, dimensionsMap, ...options });
  }

  /** Allows the grantee to emit metrics, by a condition only of our namespace: PutMetricData has no resources. */
  grantEmit(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ["cloudwatch:PutMetricData"],
      resourceArns: ["*"],
      conditions: { StringEquals: { "cloudwatch:namespace": METRIC_NAMESPACE } },
    });
  }
}
