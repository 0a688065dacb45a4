import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { ProducerResponse } from "../../../contracts/producer-event";
import { checkForClinic } from "../clinics/clinics";
import { inBatches } from "../concurrency/batches";
import { withBoundedConcurrency } from "../concurrency/bounded-concurrency";
import { CONCURRENT_BATCHES, enqueue, type ProducerRun, type RunDependencies, reportRun, Tally } from "./producer-run";

/** An on-demand run over a list of appointment messages. */
export async function produceOnDemand(
  list: readonly unknown[],
  run: ProducerRun,
  deps: RunDependencies,
): Promise<ProducerResponse> {
  const tally = new Tally();
  const good: AppointmentMessage[] = [];
  // 1. Refuse entries that violate the contract, by their index.
  list.forEach((entry, index) => {
    const check = checkForClinic(entry, deps.clinics);
    if (check.ok) good.push(check.appointment);
    else tally.refuse({ index, field: check.violations[0].field, problem: check.violations[0].problem });
  });
  // 2. Queue the others.
  await withBoundedConcurrency(inBatches(good), CONCURRENT_BATCHES, async (batch) => {
    await enqueue(batch, (appointment) => appointment, tally, deps);
  });
  return reportRun("on-demand run", run, tally, deps);
}
