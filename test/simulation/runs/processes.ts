/**
 * Runs in processes of their own, as many at a time as there are processors. Each process loads one bundled file: modules
 * that are loaded on first use take real time, in which virtual time would go on.
 */
import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type OnResolveArgs } from "esbuild";
import type { OneRun } from "./simulate-one";
import type { Share } from "./simulate-part";
import { addTally, emptyTally, type Tally } from "./tally";

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** @param onProgress is called with the number of finished runs */
export async function runInProcesses(
  { seed, runs, scenario }: Share,
  onProgress: (done: number) => void,
): Promise<Tally> {
  return withBundle("simulate-part.ts", async (script) => {
    const done = Array.from({ length: Math.min(availableParallelism(), runs) }, () => 0);
    const parts = done.map((_, index) => {
      const first = Math.floor((runs * index) / done.length);
      const last = Math.floor((runs * (index + 1)) / done.length);
      return runPart(script, { seed: seed + first, runs: last - first, scenario }, (soFar) => {
        done[index] = soFar;
        onProgress(done.reduce((sum, each) => sum + each, 0));
      });
    });
    const sum = emptyTally();
    for (const part of await Promise.all(parts)) addTally(sum, part);
    return sum;
  });
}

/** @returns the exit status: 0 when every rule held, 1 when not */
export function runOne(run: OneRun): Promise<number> {
  return withBundle("simulate-one.ts", async (script) => {
    const child = fork(script, { execArgv: [] });
    child.send(run);
    return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  });
}

async function withBundle<T>(entry: string, use: (script: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "simulation-"));
  try {
    return await use(await bundle(entry, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One file of plain JavaScript: a loader that runs TypeScript directly makes each function slower. */
async function bundle(entry: string, folder: string): Promise<string> {
  const script = join(folder, "simulation.cjs");
  await build({
    entryPoints: [here(entry)],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "error",
    plugins: [{ name: "remembered", setup: (bundle) => bundle.onResolve({ filter: /./ }, remembered) }],
  });
  return script;
}

/** Libraries that are called with the same arguments again and again. */
const REMEMBERED: Readonly<Record<string, string>> = {
  "libphonenumber-js/core": "remembered-phone-numbers.ts",
  "temporal-polyfill/fns/Instant": "remembered-instants.ts",
  "temporal-polyfill/fns/PlainDateTime": "remembered-local-times.ts",
};

/** Each replaces only the functions that these modules use. */
const ASKED_BY = ["services/domain/appointment/appointment-time.ts", "services/domain/contact/phone-number.ts"].map(
  (file) => here(`../../../${file}`),
);

function remembered({ path, importer }: OnResolveArgs) {
  const file = REMEMBERED[path];
  return file && ASKED_BY.includes(importer) ? { path: here(file) } : undefined;
}

function runPart(script: string, share: Share, onProgress: (done: number) => void): Promise<Tally> {
  // Runs leave much short-lived garbage.
  const child = fork(script, { execArgv: ["--max-semi-space-size=64", "--single-threaded-gc"] });
  child.send(share);
  return new Promise((resolve, reject) => {
    let tally: Tally | undefined;
    child.on("message", (message: { done: number; tally?: Tally }) => {
      tally = message.tally;
      onProgress(message.done);
    });
    child.once("exit", () => (tally ? resolve(tally) : reject(new Error("a part of the runs broke off"))));
  });
}
