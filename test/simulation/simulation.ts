/** One run of the pipeline on simulated services. The same seed gives the same run, step by step. */
import { checkRun, leavesAnyoneUnreached } from "./checks/invariants";
import { simulateErasures } from "./erasures/simulate-erasures";
import { flooding } from "./floods/floods-of-patients";
import { LAST_LOOK, startReleases } from "./floods/operators";
import { simulateLife } from "./life/simulate-life";
import { startDailyRuns, startOnDemandRun, startSenders, startSweeps } from "./people/actors";
import { startBookings, withChanges } from "./people/bookings";
import { atNight, chooseNights, LAST_APPOINTMENT } from "./people/nights";
import { startStops } from "./people/operator-stops";
import { runDrop, runRedrive } from "./people/operators";
import { populate } from "./people/patients";
import { simulatePlans } from "./plans/simulate-plans";
import { startStaff, withStaff } from "./receipts/staff";
import type { RunOptions, RunResult } from "./run";
import { Choices } from "./services/choices";
import { startConsumers } from "./services/consumers";
import { World } from "./services/world";

/** With more events, the run does not end. */
const MAX_EVENTS = 200_000;
/** Copies of one message that are redriven at once can delay each other. */
const MAX_REDRIVES = 16;
/** In one of this many runs, Node's event loop runs between two events: see {@link VirtualTime.pass}. */
const BREATHES_EVERY = 16;
const MINUTE = 60_000;
/** The share of runs in which an operator drops messages of the DLQ. */
const OPERATORS_DROP = 0.4;

/** Operators move receipts that SQS gave up back to their queue, until none is left. */
async function passUntilReported(world: World, breathes: boolean): Promise<"quiet" | "endless"> {
  for (let round = 0; ; round += 1) {
    const end = await world.time.pass(MAX_EVENTS, breathes);
    if (end === "endless" || !world.receipts?.redrive()) return end;
    if (round === MAX_REDRIVES) return "endless";
  }
}

/** By the seed, so that the other choices of a run stay the same. */
function receiptsOf({ seed, scenario: { receipts } }: RunOptions) {
  return receipts && seed % receipts.every === 0 ? receipts : undefined;
}

export async function simulate(options: RunOptions): Promise<RunResult> {
  if (options.scenario.plans) return simulatePlans(options);
  if (options.scenario.erasures) return simulateErasures(options);
  if (options.scenario.life) return simulateLife(options);
  const { seed, scenario, only, variant = {}, story = false } = options;
  const choices = new Choices(seed, only);
  const usual = populate(choices, scenario);
  const byDay = scenario.floods ? flooding(usual, choices) : usual;
  const nights = scenario.nights && chooseNights(choices);
  const changing = nights ? atNight(byDay, nights, choices) : withChanges(byDay, choices);
  // In runs that are about receipts, staff look after what was not delivered.
  const isAboutReceipts = scenario.receipts?.every === 1;
  const population = isAboutReceipts ? withStaff(changing, choices) : changing;
  const { timings } = variant;
  const { contacts } = population;
  const receipts = receiptsOf(options);
  const { faults, floods, producerRuns } = scenario;
  const settings = { nights, timings, receipts, floods, producerRuns };
  const world = new World({ choices, faults, contacts, story, ...settings });
  const breathes = seed % BREATHES_EVERY === 0;

  // 1. The pipeline.
  startConsumers(world, variant);
  // 2. Its users, during the faults.
  startSenders(world, population);
  if (nights) startSweeps(world, LAST_APPOINTMENT);
  if (floods) startSweeps(world, LAST_LOOK, variant);
  startReleases(world);
  startBookings(world, population);
  startDailyRuns(world, population, scenario.faultsLastMs + MINUTE, variant);
  const duringFaults = () => choices.between(0, Math.max(scenario.faultsLastMs, MINUTE));
  startOnDemandRun(world, population, duringFaults());
  for (let number = 1; number <= scenario.redrives; number += 1) {
    world.time.after(duringFaults(), () => void runRedrive(world, number, variant));
  }
  if (choices.fraction() < OPERATORS_DROP) world.time.after(duringFaults(), () => void runDrop(world, 1));
  if (isAboutReceipts) startStaff(world, population);
  startStops(world, Math.max(scenario.faultsLastMs, MINUTE), seed);
  world.time.after(scenario.faultsLastMs, () => choices.endFaults());
  const pass = () => passUntilReported(world, breathes);
  let end = await pass();
  // 3. The faults have ended: failed messages are redriven until every patient who can be reminded has been.
  const waiting = () => end === "quiet" && world.deadLetters.messages.length > 0;
  const before = waiting() ? checkRun(world, population, "all is quiet", false).problems : [];
  const unreached = () => leavesAnyoneUnreached(world, population);
  for (let round = 1; round <= MAX_REDRIVES && waiting() && (round === 1 || unreached()); round += 1) {
    void runRedrive(world, scenario.redrives + round, variant);
    end = await pass();
  }
  const afterRedrive = checkRun(world, population, "all was redriven", end === "quiet");
  const endless = end === "endless" ? ["it goes round in circles"] : [];
  return {
    problems: [...endless, ...world.problems, ...before, ...afterRedrive.problems],
    faults: choices.faults,
    story: world.story.lines,
    figures: afterRedrive.figures,
  };
}
