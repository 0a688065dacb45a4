/** When the steps of a plan are due. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { PlanStep } from "../../../contracts/reminder-plan";
import { QUARTER } from "../../../contracts/tables/quarters";
import { dayBefore, startOf } from "../appointment/appointment-time";

/**
 * The moment at which a step is due, at the clinic's local time. Days are counted back from the appointment's day at the
 * clinic. A time of day that a clock change skips, or that comes twice, is read as {@link startOf} reads it; hours and
 * minutes are elapsed time.
 * @param start of the appointment, in ms since 1970
 * @returns ms since 1970; the beginning of the day for a step that is left to the daily run
 */
export function momentOf(step: PlanStep, start: number, { timeZone }: Pick<Clinic, "timeZone">): number {
  if (step.kind === "elapsed") return start - step.minutes * 60_000;
  const timeOfDay = step.kind === "time" ? step.timeOfDay : "00:00";
  return startOf(`${dayBefore(start, step.days, timeZone)}T${timeOfDay}`, timeZone);
}

/**
 * When a run or a sweep reaches a step: a sweep begins with a quarter of an hour, and is never early.
 * @param moment at which the step is due, in ms since 1970
 */
export function reachedAt({ kind }: PlanStep, moment: number): number {
  return kind === "day" ? moment : Math.ceil(moment / QUARTER) * QUARTER;
}
