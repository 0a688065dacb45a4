/** A share of the runs, in a process of its own. */
import { setImmediate } from "node:timers/promises";
import { SCENARIOS, type ScenarioName } from "../scenarios";
import { simulate } from "../simulation";
import { addRun, emptyTally } from "./tally";

export interface Share {
  /** Of its first run. */
  readonly seed: number;
  readonly runs: number;
  readonly scenario: ScenarioName;
}

/** Runs between two reports. */
const REPORT_EVERY = 50;

// Faults are thrown in great numbers, and nobody reads where from.
Error.stackTraceLimit = 0;

process.once("message", async ({ seed, runs, scenario }: Share) => {
  const tally = emptyTally();
  for (let run = 0; run < runs; run += 1) {
    addRun(tally, seed + run, await simulate({ seed: seed + run, scenario: SCENARIOS[scenario] }));
    if (tally.runs % REPORT_EVERY !== 0) continue;
    process.send?.({ done: tally.runs });
    // Runs leave Node no time to send it.
    await setImmediate();
  }
  process.send?.({ done: tally.runs, tally }, () => process.disconnect());
});
