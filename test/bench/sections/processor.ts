/** What a reminder takes of the processor, and for what. */
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { ENV } from "../../../contracts/environment";
import { bundleOptions, HANDLERS } from "../../../infra/stack/constructs/functions/handler-bundle";
import { writeTexts } from "../../support/data/texts";
import { functionEnvironment } from "../../support/environment";
import { sqsEvent } from "../../support/lambda";
import { AwsProcess } from "../aws/control";
import { queued } from "../consumers/queued-messages";
import { type CpuProfile, sharesOf } from "../processor/areas";
import type { Measured, MeasureOptions, Section } from "../section";
import { median, spread } from "../statistics";

const SIZE = 10;
/** ms of a processor. */
const GOAL = 5;

export const processorSection: Section = { id: "processor", title: "The processor's time of a reminder", measure };

async function measure({ short, tell }: MeasureOptions): Promise<Measured> {
  const batches = short ? 10 : 300;
  const rounds = short ? 1 : 3;
  const aws = await AwsProcess.start();
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const run = bundled(folder, aws);
    const warm: number[] = [];
    const cold: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      tell(`${batches} batches, round ${round} of ${rounds}`);
      const took = await run(batches, true);
      cold.push(took[0] ?? Number.NaN);
      warm.push(median(took.slice(-5)));
    }
    tell("where it goes");
    await run(batches, false);
    const shares = profileIn(folder);
    const each = median(warm);
    return {
      method: METHOD,
      tables: [
        {
          title: "ms of a processor a reminder, in batches of ten: median of the runs (middle half)",
          columns: ["", "ms"],
          rows: [
            ["the first tenth of the batches, before the engine has optimized the code", spread(cold, 1)],
            ["the second half", spread(warm, 1)],
          ],
        },
        {
          title: "Where it goes, by the profile of a run",
          columns: ["", "%", "ms a reminder"],
          rows: shares.map(([area, share]) => [area, (share * 100).toFixed(0), (share * each).toFixed(2)]),
        },
      ],
      goals: short
        ? []
        : [
            {
              what: "The processor's time of a reminder in batches of ten",
              goal: `at most ${GOAL} ms`,
              measured: `${each.toFixed(1)} ms`,
              met: each <= GOAL,
            },
          ],
    };
  } finally {
    await aws.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bundles the consumer twice: as it is deployed, and with the names of its modules. */
function bundled(folder: string, aws: AwsProcess) {
  const [deployed, named] = [join(folder, "deployed"), join(folder, "named")];
  buildSync(bundleOptions(HANDLERS.sms, deployed));
  buildSync({ ...bundleOptions(HANDLERS.sms, named), minify: false });
  for (const each of [deployed, named]) writeTexts(each);
  /** @returns ms of a processor a reminder, for each tenth of the batches */
  return async (batches: number, isDeployed: boolean): Promise<number[]> => {
    const code = isDeployed ? deployed : named;
    const eventsFile = join(folder, "events.json");
    writeFileSync(eventsFile, JSON.stringify(Array.from({ length: batches }, () => sqsEvent(...queued(SIZE)))));
    await aws.tell({ kind: "latency" });
    const script = join(import.meta.dirname, "../processor/run-batches.mjs");
    const profile = isDeployed ? [] : ["--cpu-prof", `--cpu-prof-dir=${folder}`];
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...profile, script, join(code, "index.mjs"), eventsFile, String(batches)],
      { env: environmentOf(aws, code) },
    );
    return (JSON.parse(stdout) as number[]).map((ms) => ms / (Math.ceil(batches / 10) * SIZE));
  };
}

function environmentOf(aws: AwsProcess, code: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...aws.environment,
    ...functionEnvironment(aws.endpoint),
    LAMBDA_TASK_ROOT: code,
    // So high that no text waits for the rate.
    [ENV.smsPartsPerSecond]: "100000",
    [ENV.smsTextsPerSecond]: "100000",
  };
}

function profileIn(folder: string): [area: string, share: number][] {
  const file = readdirSync(folder).find((name) => name.endsWith(".cpuprofile"));
  if (!file) throw new Error("Node wrote no profile");
  return sharesOf(JSON.parse(readFileSync(join(folder, file), "utf8")) as CpuProfile);
}

const METHOD = [
  "The deployed SMS consumer's bundle in a process of its own, which handles one batch after the other; AWS is simulated by " +
    "another process, by HTTP without TLS. Measured is the processor's time of the consumer's process, with all its threads.",
  "The profile is of the same code, not minified, so that V8's profiler can say which module it is in.",
];
