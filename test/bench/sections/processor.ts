/** What a reminder takes of the processor, and for what. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProcess } from "../aws/control";
import { ConsumerRuns } from "../processor/consumer-runs";
import type { Measured, MeasureOptions, Section } from "../section";
import { median, spread } from "../statistics";

/** ms of a processor. */
const GOAL = 5;

export const processorSection: Section = { id: "processor", title: "The processor's time of a reminder", measure };

async function measure({ short, tell }: MeasureOptions): Promise<Measured> {
  const batches = short ? 10 : 300;
  const rounds = short ? 1 : 3;
  const aws = await AwsProcess.start();
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const runs = new ConsumerRuns(folder, aws, batches);
    const warm: number[] = [];
    const cold: number[] = [];
    const calls: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      tell(`${batches} batches, round ${round} of ${rounds}`);
      const took = await runs.deployed();
      cold.push(took[0] ?? Number.NaN);
      warm.push(median(took.slice(-5)));
      tell("their calls alone");
      calls.push(median((await runs.callsAlone()).slice(-5)));
    }
    tell("where it goes");
    const shares = await runs.profile();
    const each = median(warm);
    return {
      method: METHOD,
      tables: [
        {
          title: `ms of a processor a reminder, in batches of ten, ${runs.callsEach.toFixed(1)} calls each: median of the runs (middle half)`,
          columns: ["", "ms"],
          rows: [
            ["the first tenth of the batches, before the engine has optimized the code", spread(cold, 1)],
            ["the second half", spread(warm, 1)],
            ["the same requests by bare node:http, the second half", spread(calls, 1)],
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

const METHOD = [
  "The deployed SMS consumer's bundle in a process of its own, which handles one batch after the other; AWS is simulated by " +
    "another process, by HTTP without TLS. Measured is the processor's time of the consumer's process, with all its threads.",
  "The reminders are as the daily run queues them, and the appointments table has their appointments.",
  "The least that is left: another process sends the same requests, with their signatures, ten at a time on connections that " +
    "are kept. It makes no request, signs none and reads no response but to its end. Its claims are refused, as they come again.",
  "The profile is of the same code, not minified, so that V8's profiler can say which module it is in.",
];
