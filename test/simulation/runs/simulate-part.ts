/** A share of the runs, in a process of its own. */
import { setImmediate } from "node:timers/promises";
import { SCENARIOS, type ScenarioName } from "../scenarios";
import { simulate } from "../simulation";
import { addRun, emptyTally } from "./tally";

export interface Share {
  /** The seed of the first run. */
  readonly seed: number;
  readonly runs: number;
  readonly scenario: ScenarioName;
}

/** Runs between two reports. */
const REPORT_EVERY = 50;

// Many faults are thrown, and nobody reads their stacks.
Error.stackTraceLimit = 0;

process.once("message", async ({ seed, runs, scenario }: Share) => {
  const tally = emptyTally();
  for (let run = 0; run < runs; run += 1) {
    addRun(tally, seed + run, await simulate({ seed: seed + run, scenario: SCENARIOS[scenario] }));
    if (tally.runs % REPORT_EVERY !== 0) continue;
    process.send?.({ done: tally.runs });
    // Runs leave Node no time to send the message.
    await setImmediate();
  }
  process.send?.({ done: tally.runs, tally }, () => process.disconnect());
});
