import type { Duration } from "aws-cdk-lib";
import { Metric, type MetricOptions, SearchExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import {
  CLINIC_DIMENSION,
  type CLINIC_METRICS,
  ENVIRONMENT_DIMENSION,
  METRIC_NAMESPACE,
  type MetricName,
} from "../../../contracts/metrics";

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

  /**
   * A statistic of a metric that is no count.
   * @param statistic such as `p95`
   */
  statistic(metricName: MetricName, period: Duration, statistic: string, label: string): Metric {
    return this.metric(metricName, { period, label, statistic });
  }

  /**
   * The sums of `metricName` of the clinics with the highest ones, within the time range.
   * @param clinics how many
   */
  highestClinics(metricName: (typeof CLINIC_METRICS)[number], clinics: number, period: Duration): SearchExpression {
    // "CloudWatch search expression syntax" and "Metric math syntax and functions" (SORT), Amazon CloudWatch User Guide.
    const schema = [METRIC_NAMESPACE, CLINIC_DIMENSION, ENVIRONMENT_DIMENSION].join(",");
    const term = `${ENVIRONMENT_DIMENSION}="${this.environment}" MetricName="${metricName}"`;
    const search = `SEARCH('{${schema}} ${term}', 'Sum', ${period.toSeconds()})`;
    return new SearchExpression({
      expression: `SORT(${search}, SUM, DESC, ${clinics})`,
      // "Using dynamic labels", in the same guide.
      label: `\${PROP('Dim.${CLINIC_DIMENSION}')}`,
      period,
    });
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
