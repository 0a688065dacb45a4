/**
 * The pipeline's rules in simulated runs, with a fresh seed each time; SIMULATED_RUNS multiplies their number. The suite makes a
 * hundredth of them, `npm run proofs` all, and CI a fifth, besides thousands of `standard` runs with `npm run simulate`.
 */
import { drawnSeed, runsOf } from "../../support/data/random-tests";
import { SCENARIOS, type ScenarioName } from "../scenarios";
import { failingRuns } from "./failing-runs";

type Runs<Name extends ScenarioName> = Readonly<Record<Name, number>>;

export const RUNS_OF_SENDS = {
  standard: 500,
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

/** Every other scenario. */
export const RUNS_OF_LIVES: Runs<Exclude<ScenarioName, keyof typeof RUNS_OF_SENDS>> = {
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

/**
 * Declares a test for each scenario. A failure names the seeds: `npm run simulate -- --scenario NAME --runs 1 --seed S` repeats
 * the run.
 */
export function testManyRuns(runs: Partial<Runs<ScenarioName>>): void {
  // Ends what hangs.
  jest.setTimeout(1_800_000);
  const scenarios = Object.entries(runs).map(
    ([name, many]) => [name as ScenarioName, runsOf("SIMULATED_RUNS", many)] as const,
  );
  test.each(scenarios)("every rule holds in %s, %d runs", async (name, many) => {
    expect(await failingRuns({ scenario: SCENARIOS[name] }, many, drawnSeed())).toEqual([]);
  });
}
