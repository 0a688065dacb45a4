import { QUARTER } from "../../../../contracts/tables/quarters";
import { RUNS_LOOKED_BACK_DAYS } from "../../aws/inspection/inspect-metrics";
import { durationText, momentText } from "../../output/time-text";
import { type Check, check, DEPLOY, type Finding, fail, ok, unchecked, warn } from "../facts/check";
import type { Facts } from "../facts/facts";

const EVERY_QUARTER = "cron(0/15 * * * ? *)";
/** ms, as the alarm for missing sweeps. */
const LATE = 60 * 60_000;
const MISSING_SWEEP = "docs/runbook.md#reminder-sweep-missing-alarm";

/** Checks the schedule of the sweep, its next and its last run. */
export function checkSweep({ schedule, sweepSchedule, runs, names, now, local }: Facts): Check[] {
  // Times are shown in the clinic's zone, which is the daily run's.
  const zone = schedule.how === "known" ? schedule.value.timeZone : "UTC";
  const none = fail(`schedule ${names.sweepSchedule} does not exist`, DEPLOY);
  return [
    check("Sweep schedule", sweepSchedule, none, ({ enabled, expression }) => {
      const seen = expression === EVERY_QUARTER ? "every 15 minutes" : expression;
      return enabled
        ? ok(seen)
        : fail(`disabled (${seen}): reminders of plans with a time are not sent`, MISSING_SWEEP);
    }),
    check("Next sweep", sweepSchedule, none, ({ enabled, expression }) => {
      if (!enabled) return fail("none", MISSING_SWEEP);
      if (expression !== EVERY_QUARTER) return unchecked(`${expression} is not the stack's schedule`);
      const next = (Math.floor(now / QUARTER) + 1) * QUARTER;
      return ok(`${momentText(next, zone, false)}, in ${durationText(next - now)}`);
    }),
    check("Last sweep", runs.lastSweep, none, (last) =>
      checkLast(
        last,
        now,
        zone,
        local ? `curl -X POST $AWS_ENDPOINT_URL/_local/schedule/${names.sweepSchedule}` : undefined,
      ),
    ),
  ];
}

function checkLast(last: number | undefined, now: number, zone: string, remedy = MISSING_SWEEP): Finding {
  if (last === undefined) return warn(`no sweep completed within ${RUNS_LOOKED_BACK_DAYS} days`, remedy);
  const seen = `${momentText(last, zone, false)}, ${durationText(now - last)} ago`;
  return now - last > LATE ? warn(`${seen}: sweeps are missing`, remedy) : ok(seen);
}
