import { known } from "../../../../../services/ops/aws/inspection/lookup";
import { checkSweep } from "../../../../../services/ops/doctor/checks/check-sweep";
import { found, HOUR, healthy, MISSING, REFUSED } from "../../../../support/data/doctor-facts";
import { NOW } from "../../../../support/data/records";

const facts = healthy();
const MINUTE = 60_000;

test("the times of the next and the last sweep are in the clinic's zone", () => {
  expect(checkSweep(healthy({ now: NOW + 4 * MINUTE })).map(({ verdict, seen }) => [verdict, seen])).toEqual([
    ["ok", "every 15 minutes"],
    ["ok", "Tue, Dec 1, 2026, 10:15 EST, in 11 min"],
    ["ok", "Tue, Dec 1, 2026, 09:45 EST, 19 min ago"],
  ]);
});

test("a schedule that is disabled, or gone, fails", () => {
  const disabled = known({ enabled: false, expression: "cron(0/15 * * * ? *)", timeZone: "Etc/UTC" });
  for (const sweepSchedule of [disabled, MISSING]) {
    const verdicts = checkSweep(healthy({ sweepSchedule })).slice(0, 2);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["fail", "fail"]);
  }
});

test("of another kind of schedule the expression is shown, and no next sweep is made up", () => {
  const other = known({ enabled: true, expression: "rate(1 hour)", timeZone: "Etc/UTC" });
  const checks = checkSweep(healthy({ sweepSchedule: other }));
  expect(found(checks, "Sweep schedule").seen).toBe("rate(1 hour)");
  expect(found(checks, "Next sweep").verdict).toBe("unknown");
});

test("a schedule that may not be read is not known", () => {
  expect(found(checkSweep(healthy({ sweepSchedule: REFUSED })), "Sweep schedule").verdict).toBe("unknown");
});

test("more than an hour after the last sweep sweeps are missing", () => {
  const last = (at: number | undefined, local = false) =>
    found(checkSweep(healthy({ local, runs: { ...facts.runs, lastSweep: known(at) } })), "Last sweep");
  expect(last(NOW - HOUR).verdict).toBe("ok");
  expect(last(NOW - HOUR - 1)).toMatchObject({
    verdict: "warn",
    remedy: "docs/runbook.md#reminder-sweep-missing-alarm",
  });
  expect(last(undefined)).toMatchObject({ verdict: "warn", seen: "no sweep completed within 14 days" });
  expect(last(undefined, true).remedy).toContain("/_local/schedule/reminder-sweep-dev");
});
