/** One run of the whole pipeline: bookings arrive by queue, are planned, and their patients are told of them. */
import { isOutcome } from "../../../contracts/delivery-log";
import { checkAnswers } from "../answers/check-answers";
import { checkRemoved } from "../answers/check-applied";
import { redriveBookings, startBookingsFunction, startFeed } from "../bookings/bookings-function";
import { checkLatest } from "../bookings/check-bookings";
import { checkNotifications } from "../checks/check-notifications";
import { runRedrive } from "../people/operators";
import { startSchedules } from "../people/schedules";
import type { RunOptions, RunResult } from "../run";
import { Choices } from "../services/choices";
import { startConsumers } from "../services/consumers";
import { World } from "../services/world";
import { bookPatients, DAYS } from "./booked-patients";
import { checkLife } from "./check-life";
import { StoredStates } from "./stored-state";

const MAX_EVENTS = 200_000;
/** Rounds in which operators move answers that SQS gave up back to their queue. */
const MAX_REDRIVES = 16;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** ms after the faults have ended: operators look into the DLQs, and again until the first appointments. */
const REDRIVES = [1, 3, 6, 10, 15].map((hours) => hours * HOUR);

export async function simulateLife({
  seed,
  scenario,
  only,
  variant = {},
  story = false,
}: RunOptions): Promise<RunResult> {
  const choices = new Choices(seed, only);
  // By the seed, so that the other choices of a run stay the same.
  const answer = scenario.answers !== undefined && seed % scenario.answers.every === 0;
  const { patients, contacts, changeTexts, nights } = bookPatients(choices, scenario.patients, answer);
  const { faults } = scenario;
  const answeredBy = answer ? contacts : undefined;
  const world = new World({ choices, faults, contacts, nights, timings: variant.timings, story, answeredBy });
  const { time } = world;
  const states = new StoredStates();

  // 1. The pipeline.
  startConsumers(world, variant);
  const bookings = startBookingsFunction(world, {
    changeTexts,
    variant: variant.changeBookings,
    onStored: ({ appointmentId, patientId }, item) => {
      states.note(patientId, item, time.now);
      checkRemoved(bookings.table.get(appointmentId, patientId), states.of(patientId), world);
    },
  });
  startSchedules(world, { days: DAYS, skipsIdle: true, variant });
  // 2. Its users.
  const appointments = patients.map(({ booked }) => booked);
  startFeed(world, appointments, bookings.queue);
  time.after(scenario.faultsLastMs, () => choices.endFaults());
  for (const [number, after] of REDRIVES.entries()) {
    time.after(scenario.faultsLastMs + after, () => {
      redriveBookings(bookings);
      world.answers?.redrive();
      if (world.deadLetters.messages.length > 0) void runRedrive(world, number + 1, variant);
    });
  }
  let end = await time.pass(MAX_EVENTS);
  for (let round = 0; end === "quiet" && world.answers?.redrive(); round += 1) {
    end = round < MAX_REDRIVES ? await time.pass(MAX_EVENTS) : "endless";
  }
  // 3. The rules.
  const calm = Object.values(scenario.faults).every((rate) => rate === 0);
  const { problems, secondSends } = checkNotifications(world);
  const ended = world.log.wholeItems.filter(({ status }) => isOutcome(status));
  return {
    problems: [
      ...(end === "endless" ? ["it goes round in circles"] : []),
      ...world.problems,
      ...checkLatest(appointments, bookings.table),
      ...checkAnswers(world, states, bookings.table, calm),
      ...checkLife(world, patients, states, changeTexts, calm),
      ...problems,
    ],
    faults: choices.faults,
    story: world.story.lines,
    figures: {
      messages: bookings.queue.arrived.length,
      outcomes: ended.length,
      lost: 0,
      doubleOutcomes: 0,
      secondSends,
      times: [],
    },
  };
}
