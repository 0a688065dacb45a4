import { type CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { ENVIRONMENT_DIMENSION, METRIC_NAMESPACE, METRICS } from "../../../contracts/metrics";

/**
 * Emits the gauge `SendingStopped`.
 * @param isStopped whether anything is stopped
 * @param minute the value's time, in ms since 1970; CloudWatch accepts times up to two hours ahead
 */
export async function reportSendingStopped(
  client: CloudWatchClient,
  environment: string,
  isStopped: boolean,
  minute: number,
): Promise<void> {
  const datum = {
    MetricName: METRICS.sendingStopped,
    Value: isStopped ? 1 : 0,
    Timestamp: new Date(minute),
    Dimensions: [{ Name: ENVIRONMENT_DIMENSION, Value: environment }],
  };
  await client.send(new PutMetricDataCommand({ Namespace: METRIC_NAMESPACE, MetricData: [datum] }));
}
