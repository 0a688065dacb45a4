import { type CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { ENVIRONMENT_DIMENSION, METRIC_NAMESPACE, METRICS } from "../../../contracts/metrics";

/**
 * Emits the gauge `SendingStopped`.
 * @param isStopped an operator has stopped a channel
 * @param minute ms since 1970 that the value stands for; CloudWatch takes times up to two hours ahead
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
