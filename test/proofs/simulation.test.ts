/**
 * The pipeline's rules in more simulated runs than the suite has time for, with a fresh seed each time; SIMULATED_RUNS
 * multiplies their number. CI makes a fifth of them, and thousands of `standard` runs with `npm run simulate`.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { ScenarioName } from "../simulation/scenarios";

jest.setTimeout(180_000);

const RUNS: Readonly<Record<Exclude<ScenarioName, "standard">, number>> = {
  calm: 200,
  storm: 80,
  quota: 30,
  crashes: 200,
  "lost-answers": 200,
  nights: 100,
  duplicates: 200,
  receipts: 300,
  "calm-receipts": 200,
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

const times = Number(process.env.SIMULATED_RUNS ?? 1);
const scenarios = Object.entries(RUNS).map(
  ([scenario, runs]) => [scenario, Math.max(1, Math.round(runs * times))] as const,
);

test.each(scenarios)("every rule holds in %s, %d runs", async (scenario, runs) => {
  const args = ["--import", "tsx", "test/simulation/simulate.ts", "--scenario", scenario, "--runs", String(runs)];
  const { stdout } = await promisify(execFile)(process.execPath, args).catch(
    ({ stdout, stderr }: { stdout: string; stderr: string }) => ({ stdout: stdout + stderr }),
  );
  expect(stdout).toContain("every rule held in every run");
});
