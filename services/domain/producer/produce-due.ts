import { METRICS } from "../../../contracts/metrics";
import type { PartRunEvent, ProducerResponse } from "../../../contracts/producer-event";
import { lastDays } from "../appointment/appointment-time";
import { holdFlood } from "../floods/run-guard";
import { codeOnly, ProducerRunIncomplete, queueDueLists } from "./due-lists";
import { isWhole, startPartRuns } from "./parts/part-runs";
import { type ProducerDependencies, type ProducerRun, reportRun, Tally } from "./producer-run";

/**
 * A daily run: queues the reminders of all appointments that are due today, or were missed on previous days and are still
 * in the future. If far more is due than usual, it queues nothing, until an operator releases it. If several runs share it, it
 * starts them: only this run decides whether they may begin, so that nothing is counted or held twice.
 * @throws ProducerRunIncomplete after queuing what it could, or if it could not start every run
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
  // 2. Start the runs that share it.
  if (deps.producerRuns > 1) {
    const { started, failure } = await startPartRuns(run.id, days, deps);
    deps.logger.info("scheduled run shared", { batchId: run.id, runs: deps.producerRuns, started, code: failure });
    if (failure) throw new ProducerRunIncomplete(`${started} of ${deps.producerRuns} runs started, ${failure}`);
    return { ...tally.answer(), started };
  }
  // 3. Or queue what is due on each day, oldest day first.
  const { complete, explain } = await queueDueLists(days, run, tally, deps);
  // 4. Report. A run that found nothing due reports 0: a missing value means that there was no run.
  const answer = await reportRun("scheduled run", run, tally, deps, {
    [METRICS.queued]: tally.enqueued,
    ...(complete && { [METRICS.dailyRuns]: 1 }),
  });
  if (!complete) throw new ProducerRunIncomplete(explain(answer));
  return answer;
}

/**
 * A share of a daily run: queues what is due in some parts of its days.
 * @throws ProducerRunIncomplete after queuing what it could
 */
export async function produceParts(
  { run: dailyRun, days, parts }: PartRunEvent,
  run: ProducerRun,
  deps: ProducerDependencies,
): Promise<ProducerResponse> {
  const tally = new Tally();
  // 1. Queue what is due in each part.
  const { complete, explain } = await queueDueLists(days, run, tally, deps, parts);
  // 2. The daily run is complete with its last part.
  const done = complete ? await codeOnly(() => deps.partProgress.partsDone(dailyRun, parts)) : [];
  // 3. Report.
  const answer = await reportRun("part of the scheduled run", run, tally, deps, {
    [METRICS.queued]: tally.enqueued,
    ...(isWhole(done) && { [METRICS.dailyRuns]: 1 }),
  });
  if (!complete) throw new ProducerRunIncomplete(explain(answer));
  return answer;
}
