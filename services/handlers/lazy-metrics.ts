/** Metrics, which are sent after all texts of a batch: see `shared-dependencies.ts`. */
import { cloudWatch } from "../adapters/cloudwatch-client";
import { cloudWatchMetrics } from "../adapters/cloudwatch-metrics";
import type { Metrics } from "../domain/ports";

export function lazyMetrics(environment: string): Metrics {
  return cloudWatchMetrics(cloudWatch(), environment);
}
