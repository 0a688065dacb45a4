import { METRICS } from "../../../contracts/metrics";
import type { ProducerResponse } from "../../../contracts/producer-event";
import { quarterOf, quartersBetween } from "../../../contracts/tables/quarters";
import { sweepFrom } from "../plan/sweep-beginning";
import { errorCode } from "../retry/failure";
import { codeOnly, ProducerRunIncomplete, queueDueLists } from "./due-lists";
import { produceDue } from "./produce-due";
import { type ProducerDependencies, type ProducerRun, reportRun, Tally } from "./producer-run";

/** For how many minutes the oldest of the patients' answers that wait for staff has waited. No sweep fails because of it. */
async function waitingAnswers(run: ProducerRun, { waitingReplies, clock, logger }: ProducerDependencies) {
  try {
    const oldest = await waitingReplies.oldest();
    const minutes = oldest === undefined ? 0 : Math.max(0, Math.floor((clock.now() - oldest) / 60_000));
    return { [METRICS.waitingReplyMinutes]: minutes };
  } catch (error) {
    logger.error("waiting answers not counted", { batchId: run.id, code: errorCode(error) });
    return {};
  }
}

/** ms: a clock that is slow must not make a sweep that starts with a quarter leave it to the next one. */
const CLOCK_TOLERANCE = 30_000;

/**
 * A sweep: queues the reminders of all appointments that are due in a quarter of an hour since the last sweep. Two sweeps
 * at the same time queue a reminder twice at most, as two daily runs would, and the consumer's claim sends one of them.
 * @throws ProducerRunIncomplete after queuing what it could: the next sweep reads the same quarters again
 */
export async function sweep(run: ProducerRun, deps: ProducerDependencies): Promise<ProducerResponse> {
  const tally = new Tally();
  const now = deps.clock.now() + CLOCK_TOLERANCE;
  // 1. Queue what is due in each quarter since the last complete sweep, oldest first.
  const quarters = quartersBetween(sweepFrom(await deps.sweepProgress.read(), now, deps.catchUpDays), now);
  const { complete, explain } = await queueDueLists(quarters, run, tally, deps);
  // 2. Only then does the next sweep begin here.
  if (complete) await deps.sweepProgress.advance(quarterOf(now));
  // 3. Report.
  const held = await heldRun(run, deps);
  const counts = {
    ...(complete && { [METRICS.sweepRuns]: 1 }),
    ...(await waitingAnswers(run, deps)),
    // The alarm stays on.
    ...(held && !held.isReleased && { [METRICS.floodHeld]: 1 }),
  };
  const answer = await reportRun("sweep", run, tally, deps, counts);
  // 4. A daily run that was held is done as soon as an operator has released it.
  if (held?.isReleased) {
    await produceDue(run, deps);
    await codeOnly(() => deps.runHistory.clear());
  }
  if (!complete) throw new ProducerRunIncomplete(explain(answer));
  return answer;
}

/** The held daily run. No sweep fails because it cannot be read. */
async function heldRun(run: ProducerRun, { runHistory, floods, logger }: ProducerDependencies) {
  if (floods.factor === "off") return undefined;
  try {
    const state = await runHistory.read();
    return state.held && state;
  } catch (error) {
    logger.error("held daily run not read", { batchId: run.id, code: errorCode(error) });
    return undefined;
  }
}
