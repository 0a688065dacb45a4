import { METRICS } from "../../../contracts/metrics";
import type { ProducerResponse } from "../../../contracts/producer-event";
import { lastDays } from "../appointment/appointment-time";
import { holdFlood } from "../floods/run-guard";
import { codeOnly, ProducerRunIncomplete, queueDueLists } from "./due-lists";
import { type ProducerDependencies, type ProducerRun, reportRun, Tally } from "./producer-run";

/**
 * A daily run: queues the reminders of all appointments that are due today, or were missed on previous days and are still
 * in the future. If far more is due than usual, it queues nothing, until an operator releases it.
 * @throws ProducerRunIncomplete after queuing what it could
 */
export async function produceDue(run: ProducerRun, deps: ProducerDependencies): Promise<ProducerResponse> {
  const tally = new Tally();
  const days = lastDays(deps.clock.now(), deps.clinicTimeZone, deps.catchUpDays);
  // 1. Hold a flood.
  const held = await codeOnly(() => holdFlood(days, deps));
  if (held) {
    const { day, due, usual, limit } = held;
    deps.logger.error("daily run held", { batchId: run.id, day, due, usual, limit });
    return { ...(await reportRun("scheduled run", run, tally, deps, { [METRICS.floodHeld]: 1 })), held };
  }
  // 2. Queue what is due on each day, oldest day first.
  const { complete, explain } = await queueDueLists(days, run, tally, deps);
  // 3. Report. A run that found nothing due reports 0: a missing value means that there was no run.
  const answer = await reportRun("scheduled run", run, tally, deps, {
    [METRICS.queued]: tally.enqueued,
    ...(complete && { [METRICS.dailyRuns]: 1 }),
  });
  if (!complete) throw new ProducerRunIncomplete(explain(answer));
  return answer;
}
