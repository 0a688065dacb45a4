/** One run of the pipeline on simulated services: the same seed gives the same run, step by step. */
import { remindByEmail } from "../../services/domain/remind-by-email";
import { remindBySms } from "../../services/domain/remind-by-sms";
import { queueHandler } from "../../services/handlers/queue-handler";
import { runRedrive, startDailyRuns, startSenders } from "./actors";
import { Choices, type Fault } from "./choices";
import { checkRun, type RunFigures } from "./invariants";
import { populate } from "./patients";
import type { Scenario } from "./scenarios";
import { startFunction } from "./simulated-function";
import { emailDependencies, smsDependencies } from "./simulated-ports";
import type { StoryLine } from "./story";
import type { Variant } from "./variants";
import { World } from "./world";

export interface RunOptions {
  readonly seed: number;
  readonly scenario: Scenario;
  /** Of all faults only these happen, by their ordinals. */
  readonly only?: ReadonlySet<number>;
  /** A pipeline with a mistake in it. */
  readonly variant?: Variant;
}

export interface RunResult {
  /** What should have held and did not. */
  readonly problems: readonly string[];
  readonly faults: readonly Fault[];
  readonly story: readonly StoryLine[];
  readonly figures: RunFigures;
}

/** Beyond it something goes round in circles. */
const MOST_EVENTS = 200_000;
/** Between two redrives. */
const MINUTE = 60_000;

export async function simulate({ seed, scenario, only, variant = {} }: RunOptions): Promise<RunResult> {
  const choices = new Choices(seed, only);
  const population = populate(choices, scenario);
  const { timings } = variant;
  const world = new World({ choices, faults: scenario.faults, contacts: population.contacts, timings });
  const { change = (deps) => deps, remind = remindBySms } = variant;

  // 1. The pipeline.
  startFunction(world, {
    name: "sms",
    queue: world.appointmentsQueue,
    timings: world.timings.sms,
    acknowledgesFirst: variant.acknowledgesFirst,
    handlerOf: (by) => {
      const deps = change(smsDependencies(by, world), world);
      return queueHandler((reminder) => remind(reminder, deps), deps);
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
  // 2. Its users, while things go wrong.
  startSenders(world, population);
  startDailyRuns(world, population, scenario.faultsLastMs + MINUTE);
  for (let number = 1; number <= scenario.redrives; number += 1) {
    const after = choices.between(0, Math.max(scenario.faultsLastMs, MINUTE));
    world.time.after(after, () => void runRedrive(world, number));
  }
  world.time.after(scenario.faultsLastMs, () => choices.endFaults());
  let end = await world.time.pass(MOST_EVENTS);
  const beforeRedrive = checkRun(world, population, "all is quiet");
  // 3. All is well again: what failed is redriven.
  if (end === "quiet") {
    void runRedrive(world, scenario.redrives + 1);
    end = await world.time.pass(MOST_EVENTS);
  }
  const { problems, figures } = checkRun(world, population, "all was redriven");
  return {
    problems: [...(end === "endless" ? ["it goes round in circles"] : []), ...beforeRedrive.problems, ...problems],
    faults: choices.faults,
    story: world.story.lines,
    figures,
  };
}
