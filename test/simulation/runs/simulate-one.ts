/** Prints one run step by step, in a process of its own. */
import { NOW } from "../../support/data/records";
import { SCENARIOS, type ScenarioName } from "../scenarios";
import { simulate } from "../simulation";
import { storyText } from "../story";
import { shrink } from "./shrink";

export interface OneRun {
  readonly what: "replay" | "cut down";
  readonly seed: number;
  readonly scenario: ScenarioName;
  /** Only these faults happen. */
  readonly only?: readonly number[];
  /** Whether the whole story is printed, or only the part that concerns a failure. */
  readonly story?: boolean;
}

process.once("message", async (run: OneRun) => {
  process.exitCode = await (run.what === "replay" ? replay(run) : cutDown(run));
  process.disconnect();
});

/** @returns the exit status */
async function replay({ seed, scenario, only, story }: OneRun): Promise<number> {
  const options = { seed, scenario: SCENARIOS[scenario], only: only && new Set(only), story: true };
  const { problems, faults, story: lines } = await simulate(options);
  if (story || problems.length > 0) say(`${storyText(lines, NOW, story ? [] : problems)}\n`);
  say(`${faults.length} faults: ${faults.map(({ kind, where }) => `${kind} (${where})`).join(", ") || "none"}`);
  for (const problem of problems) say(problem);
  if (problems.length === 0) say("Every rule held.");
  return problems.length === 0 ? 0 : 1;
}

/** @returns the exit status of a failing run */
async function cutDown({ seed, scenario }: OneRun): Promise<number> {
  const options = { seed, scenario: SCENARIOS[scenario], story: true };
  const { only, result } = await shrink(options, await simulate(options));
  say(`\nSeed ${seed} fails, with ${only.length} faults of its own:\n`);
  say(storyText(result.story, NOW, result.problems));
  say(`\n${result.faults.map(({ ordinal, kind, where }) => `fault ${ordinal}: ${kind} (${where})`).join("\n")}`);
  say(`\n${result.problems.join("\n")}`);
  const faults = only.length > 0 ? ` --only ${only.join(",")}` : " --only=-1";
  say(`\nAgain: npm run simulate -- --scenario ${scenario} --runs 1 --seed ${seed}${faults}`);
  return 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
