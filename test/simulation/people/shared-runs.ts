/** Runs that share a daily run, as Lambda starts and repeats them. */
import { METRICS } from "../../../contracts/metrics";
import type { PartRunEvent } from "../../../contracts/producer-event";
import type { Metrics } from "../../../services/domain/ports";
import type { PartRunDependencies } from "../../../services/domain/producer/parts/part-runs";
import type { FakeAppointments } from "../../support/fakes/fake-appointments";
import type { Execution } from "../services/execution";
import { batchDependencies } from "../services/simulated-ports";
import type { World } from "../services/world";

/** Lambda repeats a failed run after one minute and after two more. */
export const RUNS_AFTER = [0, 60_000, 180_000];

/** ms for which an asynchronous invocation may wait in Lambda's queue. */
const LONGEST_QUEUE = 60_000;

/** @param run runs the producer, and says whether it succeeded */
export function partRuns(
  by: Execution,
  world: World,
  run: (event: PartRunEvent, name: string) => Promise<boolean>,
): PartRunDependencies {
  const { time, choices, partRuns: progress } = world;
  const startShare = (event: PartRunEvent) => {
    const name = `${by.name}-${event.parts.join("")}`;
    const attempt = async (number: number): Promise<void> => {
      if (await run(event, name)) return;
      const [before = 0, after] = RUNS_AFTER.slice(number);
      if (after !== undefined) time.after(after - before, () => void attempt(number + 1));
    };
    time.after(choices.between(0, LONGEST_QUEUE), () => void attempt(0));
  };
  return {
    producerRuns: world.producerRuns,
    partStarter: { start: (event) => by.repeatable("start a share of the run", () => startShare(event)) },
    partProgress: {
      partsDone: (run, parts) => by.repeatable("note parts that are done", () => progress.partsDone(run, parts)),
    },
  };
}

/**
 * The metrics of a run: when it counts a daily run that was shared as complete, nothing is due by day but what was changed
 * since. Scenarios with shared runs have one day, and no bookings that arrive during it.
 */
export function completionsChecked(by: Execution, world: World, table: FakeAppointments): Metrics {
  const { metrics } = batchDependencies(by, world);
  if (world.producerRuns === 1) return metrics;
  return {
    emit(values, ...others) {
      const changed = new Set(world.changes.map(({ patientId }) => patientId));
      for (const { reminderDate, patientId } of table.items.values()) {
        if (!values[METRICS.dailyRuns] || typeof reminderDate !== "string" || reminderDate.includes("T")) continue;
        if (!changed.has(String(patientId)))
          world.problems.push(
            `${by.name} counts as a complete daily run, and the reminder of ${patientId} is still due`,
          );
      }
      return metrics.emit(values, ...others);
    },
  };
}
