/** `npm run simulate`: checks the rules of the pipeline under simulated faults, in any number of runs. */
import { parseArgs } from "node:util";
import cliProgress from "cli-progress";
import { drawnSeed } from "../support/data/random-tests";
import { runInProcesses, runOne } from "./runs/processes";
import { tallyTable } from "./runs/tally-table";
import { SCENARIOS, type ScenarioName } from "./scenarios";

const USAGE = `npm run simulate -- [options]

Runs the domain and the handlers' logic on simulated services that fail in every way they can, and checks after each run
that nothing was lost, that nobody was reminded twice without a mark in the log, and the other rules of docs/testing.md.

  --runs N         how many (default: 10000)
  --seed S         of the first run; the others follow (default: drawn, and printed)
  --scenario NAME  one of ${Object.keys(SCENARIOS).join(", ")} (default: standard)
  --only 1,2,3     with --runs 1: of all faults only these happen, as a failure prints them
  --story          with --runs 1: print what happened, step by step
  --help           this text

Exit status: 0 when every rule held in every run, 1 when not, 2 for options that do not fit.
`;

interface Options {
  readonly runs: number;
  readonly seed: number;
  readonly scenario: ScenarioName;
  readonly only?: readonly number[];
  readonly story: boolean;
}

class OptionError extends Error {}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    process.stdout.write(USAGE);
    return 0;
  }
  return options.runs === 1 ? runOne({ ...options, what: "replay" }) : runMany(options);
}

async function runMany({ runs, seed, scenario }: Options): Promise<number> {
  const { description } = SCENARIOS[scenario];
  say(`${runs} runs of "${scenario}" (${description}), from seed ${seed}`);
  const bar = new cliProgress.SingleBar(
    { format: "  {bar} {percentage} %  {value} of {total} runs  {duration} s", barsize: 24, hideCursor: true },
    cliProgress.Presets.shades_classic,
  );
  const start = Date.now();
  const showsBar = process.stdout.isTTY && process.env.TERM !== "dumb";
  if (showsBar) bar.start(runs, 0);
  const tally = await runInProcesses({ runs, seed, scenario }, (done) => showsBar && bar.update(done));
  if (showsBar) bar.stop();
  say(tallyTable(tally, (Date.now() - start) / 1_000));
  const [failed] = tally.failedSeeds;
  if (failed === undefined) return 0;
  say(`\nSeeds that fail, the first of them: ${tally.failedSeeds.join(", ")}`);
  await runOne({ seed: failed, scenario, what: "cut down" });
  return 1;
}

function readOptions(args: string[]): Options | undefined {
  const { values } = parse(args);
  if (values.help) return undefined;
  const scenario = Object.keys(SCENARIOS).find((name) => name === values.scenario);
  if (!scenario) throw new OptionError(`--scenario takes one of ${Object.keys(SCENARIOS).join(", ")}`);
  const only = values.only?.split(",").map((ordinal) => Number(ordinal));
  if (only?.some((ordinal) => !Number.isInteger(ordinal))) throw new OptionError("--only takes numbers and commas");
  const runs = wholeNumber("runs", values.runs ?? "10000");
  if ((only || values.story) && runs !== 1) throw new OptionError("--only and --story need --runs 1");
  return {
    runs,
    seed: values.seed === undefined ? drawnSeed() : wholeNumber("seed", values.seed),
    scenario: scenario as ScenarioName,
    only,
    story: values.story ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        runs: { type: "string" },
        seed: { type: "string" },
        scenario: { type: "string", default: "standard" },
        only: { type: "string" },
        story: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new OptionError((error as Error).message);
  }
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw new OptionError(`--${name} must be a whole number above 0`);
  return Number(text);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

void main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: Error) => {
    process.stderr.write(`${error instanceof OptionError ? `${error.message}. See --help.` : error.stack}\n`);
    process.exitCode = error instanceof OptionError ? 2 : 1;
  },
);
