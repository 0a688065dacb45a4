/** One run of plans of several reminders, over two weeks. */
import { isOutcome } from "../../../contracts/delivery-log";
import { startSchedules } from "../people/schedules";
import type { RunOptions, RunResult } from "../run";
import { Choices } from "../services/choices";
import { startConsumers } from "../services/consumers";
import { World } from "../services/world";
import { checkPlans } from "./check-plans";
import { DAYS, planPatients, START, startBookings } from "./planned-patients";

const MAX_EVENTS = 400_000;
const MINUTE = 60_000;
/** The share of runs with an outage of the scheduler. */
const OUTAGES = 0.5;

export async function simulatePlans({
  seed,
  scenario,
  only,
  variant = {},
  story = false,
}: RunOptions): Promise<RunResult> {
  const choices = new Choices(seed, only);
  const patients = planPatients(choices, scenario.patients);
  const contacts = { optedOut: new Set<string>(), refused: new Set<string>() };
  const world = new World({ choices, faults: scenario.faults, contacts, story, start: START });
  startConsumers(world, variant);
  startBookings(world, patients);

  // The schedules, which may fail for hours.
  const calm = Object.values(scenario.faults).every((rate) => rate === 0);
  const hasOutage = !calm && choices.fraction() < OUTAGES;
  const outage = hasOutage ? choices.between(0, (DAYS - 2) * 24) * 60 * MINUTE : Number.POSITIVE_INFINITY;
  // After a longer one, the sweep and the daily run do not look back far enough.
  const outageEnds = outage + choices.between(1, 23) * 60 * MINUTE;
  const isOut = (after: number) => after >= outage && after < outageEnds;
  startSchedules(world, { days: DAYS, isOut, variant });
  world.time.after(scenario.faultsLastMs, () => choices.endFaults());
  const end = await world.time.pass(MAX_EVENTS);

  const ended = world.log.wholeItems.filter(({ status }) => isOutcome(status));
  return {
    problems: [
      ...(end === "endless" ? ["it goes round in circles"] : []),
      ...world.problems,
      ...checkPlans(world, patients, calm),
    ],
    faults: choices.faults,
    story: world.story.lines,
    figures: {
      messages: world.appointmentsQueue.arrived.length,
      outcomes: ended.length,
      lost: 0,
      doubleOutcomes: 0,
      secondSends: [],
      times: [],
    },
  };
}
