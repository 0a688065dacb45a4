import type { Outcome } from "../../../contracts/delivery-log";
import type { OutcomeEvent } from "../../../contracts/events/event-types";
import { type CLINIC_METRICS, METRICS, type MetricsByClinic } from "../../../contracts/metrics";

type ClinicMetric = (typeof CLINIC_METRICS)[number];

const COUNTED_AS: Readonly<Partial<Record<Outcome, ClinicMetric>>> = {
  SMS_SENT: METRICS.successful,
  EMAIL_SENT: METRICS.fallback,
  ALL_FAILED: METRICS.failed,
  NO_CONTACT: METRICS.failed,
};

/** Counts outcomes by clinic; without zeros, since CloudWatch charges each metric for the hours in which it has a value. */
export function countByClinic(events: readonly OutcomeEvent[]): MetricsByClinic {
  const counts = new Map<string, Partial<Record<ClinicMetric, number>>>();
  for (const { clinicId, status } of events) {
    const name = COUNTED_AS[status];
    if (!clinicId || !name) continue;
    const own = counts.get(clinicId) ?? {};
    counts.set(clinicId, { ...own, [name]: (own[name] ?? 0) + 1 });
  }
  return counts;
}
