/** One run of plans of several reminders, over two weeks. */
import { isOutcome } from "../../../contracts/delivery-log";
import { SCHEDULE_SOURCE, SWEEP_SOURCE } from "../../../contracts/producer-event";
import { QUARTER } from "../../../contracts/tables/quarters";
import { startOf } from "../../../services/domain/appointment/appointment-time";
import { remindByEmail } from "../../../services/domain/delivery/remind-by-email";
import { remindBySms } from "../../../services/domain/delivery/remind-by-sms";
import { queueHandler } from "../../../services/handlers/queue-handler";
import { CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { runProducer } from "../people/actors";
import type { RunOptions, RunResult } from "../run";
import { Choices } from "../services/choices";
import { startFunction } from "../services/simulated-function";
import { emailDependencies, smsDependencies } from "../services/simulated-ports";
import { World } from "../services/world";
import { checkPlans } from "./check-plans";
import { DAY, DAYS, planPatients, START, startBookings } from "./planned-patients";

const MAX_EVENTS = 400_000;
const MINUTE = 60_000;
/** Lambda repeats a failed run after one minute and after two more. */
const RUNS_AFTER = [0, MINUTE, 3 * MINUTE];
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
  startFunction(world, {
    name: "sms",
    queue: world.appointmentsQueue,
    timings: world.timings.sms,
    handlerOf: (by) => {
      const deps = smsDependencies(by, world);
      return queueHandler((reminder) => remindBySms(reminder, deps), deps);
    },
  });
  startFunction(world, {
    name: "email",
    queue: world.emailQueue,
    timings: world.timings.email,
    handlerOf: (by) => {
      const deps = emailDependencies(by, world);
      return queueHandler((reminder) => remindByEmail(reminder, deps), deps);
    },
  });
  startBookings(world, patients);

  // The schedules, which fire even while a run of theirs is in progress.
  const fire = (source: string, name: string) =>
    void runProducer(world, world.table, { source }, name, variant.changeAppointments);
  const calm = Object.values(scenario.faults).every((rate) => rate === 0);
  const hasOutage = !calm && choices.fraction() < OUTAGES;
  const outage = hasOutage ? choices.between(0, (DAYS - 2) * 24) * 60 * MINUTE : Number.POSITIVE_INFINITY;
  const outageEnds = outage + choices.between(1, 30) * 60 * MINUTE;
  const isOut = (after: number) => after >= outage && after < outageEnds;
  const first = QUARTER - (START % QUARTER);
  for (let after = first; after < DAYS * DAY; after += QUARTER) {
    if (!isOut(after)) world.time.after(after, () => fire(SWEEP_SOURCE, `sweep-${Math.ceil(after / QUARTER)}`));
  }
  for (let day = 0; day < DAYS; day += 1) {
    const date = new Date(START + day * DAY).toISOString().slice(0, 10);
    const at = startOf(`${date}T09:00`, CLINIC_TIME_ZONE);
    if (isOut(at - START)) continue;
    for (const after of RUNS_AFTER) world.time.at(at + after, () => fire(SCHEDULE_SOURCE, `daily-${date}`));
  }
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
