import type { HeldRunState } from "../../../../contracts/tables/daily-runs";
import { RUNS_LOOKED_BACK_DAYS } from "../../aws/inspection/inspect-metrics";
import type { ScheduleState } from "../../aws/inspection/inspect-schedule";
import { durationText, momentText } from "../../output/time-text";
import { heldText } from "../../release/held-run-text";
import { type Check, check, DEPLOY, type Finding, fail, ok, unchecked, warn } from "../facts/check";
import type { Facts } from "../facts/facts";
import { dailyTime, nextRun } from "../facts/next-run";

/** A day of 25 hours and the run itself, like the alarm for a missing run. */
const LATE = 26 * 3_600_000;
const MISSING_RUN = "docs/runbook.md#daily-run-missing-alarm";

/** Checks the schedule of the daily run, its next and its last run. */
export function checkDailyRun({ environment, schedule, runs, floods, names, now, local }: Facts): Check[] {
  const zone = schedule.how === "known" ? schedule.value.timeZone : "UTC";
  const none = fail(`schedule ${names.schedule} does not exist`, DEPLOY);
  return [
    check("Schedule", schedule, none, ({ enabled, expression, timeZone }) => {
      const time = dailyTime(expression);
      const seen = `${time ? `daily at ${time}` : expression} in ${timeZone}`;
      return enabled ? ok(seen) : fail(`disabled (${seen}): nobody is reminded`, "docs/runbook.md#stop-sending");
    }),
    check("Next daily run", schedule, none, (state) => (local ? NO_CLOCK : checkNext(state, now))),
    check("Last daily run", runs.lastRun, none, (lastRun) => checkLast(lastRun, now, zone, local)),
    check("Held daily run", floods.heldRun, ok("none"), (state) => checkHeld(state, environment, zone, now)),
  ];
}

function checkHeld(state: HeldRunState | undefined, environment: string, zone: string, now: number): Finding {
  if (!state) return ok("none");
  if (state.isReleased) return ok("released; the next sweep does it");
  return fail(
    heldText(state.held, zone, now),
    `npm run ops -- release run --because TEXT --environment ${environment}`,
  );
}

const RUN_LOCALLY = "curl -X POST $AWS_ENDPOINT_URL/_local/schedule";
const NO_CLOCK = unchecked("the local run has no scheduler");

function checkNext({ enabled, expression, timeZone }: ScheduleState, now: number): Finding {
  if (!enabled) return fail("none", "docs/runbook.md#stop-sending");
  const time = dailyTime(expression);
  const at = time && nextRun(time, timeZone, now);
  if (!at) return unchecked(`${expression} is not a daily schedule of the stack's form`);
  return ok(`${momentText(at, timeZone, false)}, in ${durationText(at - now)}`);
}

function checkLast(lastRun: number | undefined, now: number, timeZone: string, local: boolean): Finding {
  const remedy = local ? RUN_LOCALLY : MISSING_RUN;
  if (lastRun === undefined) return warn(`no run completed within ${RUNS_LOOKED_BACK_DAYS} days`, remedy);
  const past = now - lastRun;
  const seen = `${momentText(lastRun, timeZone, false)}, ${durationText(past)} ago`;
  return past > LATE ? warn(`${seen}: a run is missing`, remedy) : ok(seen);
}
