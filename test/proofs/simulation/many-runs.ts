/**
 * The pipeline's rules in more simulated runs than the suite has time for, with a fresh seed each time; SIMULATED_RUNS
 * multiplies their number. CI makes a fifth of them, and thousands of `standard` runs with `npm run simulate`.
 */
import { failingRuns } from "../../simulation/runs/failing-runs";
import { SCENARIOS, type ScenarioName } from "../../simulation/scenarios";
import { drawnSeed } from "../../support/data/seed";

type Runs<Name extends ScenarioName> = Readonly<Record<Name, number>>;

export const RUNS_OF_SENDS = {
  calm: 200,
  storm: 80,
  quota: 30,
  crashes: 200,
  "lost-answers": 200,
  nights: 100,
  duplicates: 200,
  receipts: 300,
  "calm-receipts": 200,
} satisfies Partial<Runs<ScenarioName>>;

/** Every other scenario but `standard`. */
export const RUNS_OF_LIVES: Runs<Exclude<ScenarioName, "standard" | keyof typeof RUNS_OF_SENDS>> = {
  plans: 60,
  "calm-plans": 20,
  life: 200,
  "calm-life": 200,
  answers: 300,
  "calm-answers": 200,
  erasures: 200,
  "calm-erasures": 100,
  floods: 200,
  "calm-floods": 100,
  "shared-runs": 100,
  "calm-shared-runs": 100,
};

/** The suite begins at the drawn seed, and makes fewer runs than these. */
const SEEDS_OF_THE_SUITE = 100;

/**
 * Declares a test for each scenario. A failure names the seeds: `npm run simulate -- --scenario NAME --runs 1 --seed S` repeats
 * the run.
 */
export function testManyRuns(runs: Partial<Runs<ScenarioName>>): void {
  // Ends what hangs.
  jest.setTimeout(1_800_000);
  const times = Number(process.env.SIMULATED_RUNS ?? 1);
  const scenarios = Object.entries(runs).map(
    ([name, many]) => [name as ScenarioName, Math.max(1, Math.round(many * times))] as const,
  );
  test.each(scenarios)("every rule holds in %s, %d runs", async (name, many) => {
    const firstSeed = drawnSeed() + SEEDS_OF_THE_SUITE;
    expect(await failingRuns({ scenario: SCENARIOS[name] }, many, firstSeed)).toEqual([]);
  });
}
