/** Outcome events and metrics. A reminder does not fail if they cannot be sent: the failure is only logged. */

import type { OutcomeEvent } from "../../../contracts/events/event-types";
import type { MetricSeries, MetricsByClinic, MetricValues } from "../../../contracts/metrics";
import type { Logger, Metrics, OutcomeTopic } from "../ports";
import { errorCode } from "../retry/failure";

/** Publishes outcome events, if there are any. */
export async function publishEvents(
  batchId: string,
  events: readonly OutcomeEvent[],
  { topic, logger }: { readonly topic: OutcomeTopic; readonly logger: Logger },
): Promise<void> {
  if (events.length === 0) return;
  try {
    await topic.publish(events);
  } catch (error) {
    logger.error("outcome events not published", { batchId, code: errorCode(error) });
  }
}

/**
 * Sends metrics in one call, if there are any.
 * @param byClinic the share of each clinic, in addition
 * @param series metrics with several values each
 */
export async function emitMetrics(
  batchId: string,
  values: MetricValues,
  { metrics, logger }: { readonly metrics: Metrics; readonly logger: Logger },
  byClinic?: MetricsByClinic,
  series?: MetricSeries,
): Promise<void> {
  if (Object.keys({ ...values, ...series }).length === 0) return;
  try {
    await metrics.emit(values, byClinic, series);
  } catch (error) {
    logger.error("metrics not sent", { batchId, code: errorCode(error) });
  }
}

/** The metrics that counted something: CloudWatch charges each metric for the hours in which it has a value. */
export function withoutZeros(counts: MetricValues): MetricValues {
  return Object.fromEntries(Object.entries(counts).filter(([, value]) => value > 0));
}
