import type { OutcomeEvent } from "../../../contracts/events/event-types";
import type { MetricSeries, MetricsByClinic, MetricValues } from "../../../contracts/metrics";
import type { LogFields, Logger, Metrics, OutcomeTopic } from "../../../services/domain/ports";
import { checkEvents } from "../data/published-events";

/** A topic that records its events, which keep their published schema. */
export class FakeTopic implements OutcomeTopic {
  readonly events: OutcomeEvent[] = [];
  calls = 0;
  failing = false;

  async publish(events: readonly OutcomeEvent[]): Promise<void> {
    this.calls += 1;
    if (this.failing) throw new Error("the topic is out of reach");
    checkEvents(events);
    this.events.push(...events);
  }
}

/** Metrics that are recorded, call by call. */
export class FakeMetrics implements Metrics {
  readonly calls: MetricValues[] = [];
  /** Of each call, the share of the clinics. */
  readonly byClinic: (Readonly<Record<string, object>> | undefined)[] = [];
  /** Of each call, the metrics with several values. */
  readonly series: MetricSeries[] = [];
  failing = false;

  async emit(values: MetricValues, byClinic?: MetricsByClinic, series: MetricSeries = {}): Promise<void> {
    this.calls.push(values);
    this.series.push(series);
    this.byClinic.push(byClinic && Object.fromEntries(byClinic));
    if (this.failing) throw new Error("the metrics are out of reach");
  }
}

/** A log that records its lines. */
export class FakeLogger implements Logger {
  readonly lines: LogFields[] = [];

  info(event: string, fields: LogFields): void {
    this.lines.push({ event, ...fields });
  }

  error(event: string, fields: LogFields): void {
    this.lines.push({ event, ...fields });
  }
}
