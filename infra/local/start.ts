/** `npm start`: runs a day's reminders on this machine, end to end. */

import { resourceNames } from "../../contracts/resource-names";
import { servingLines } from "./command-line/advice";
import { readCommandLine, USAGE } from "./command-line/command-line";
import { type OwnSettings, rateLine, settingsLine } from "./command-line/context";
import { print, printError } from "./command-line/print";
import { sendWindowLine } from "./command-line/send-windows";
import { type Shutdown, watchSignals } from "./command-line/shutdown";
import { UserError } from "./command-line/user-error";
import { startSweepClock } from "./functions/sweep-clock";
import { PortInUse, startHttpServer } from "./protocol/http-server";
import { readSettings, synthesize } from "./synthesize";

const PACE = {
  /** Minutes between retries become seconds. */
  timeFactor: 240,
  /** A minute of a batching window: messages that come seconds apart on AWS share a batch, as they do in milliseconds here. */
  batchingWindowMs: 250,
  /** An instance takes 25 MB, and most work at one time of the day only; sooner, those between two bursts would start anew. */
  idleMs: 15_000,
};

async function main(shutdown: Shutdown): Promise<number> {
  const options = readCommandLine(process.argv.slice(2), process.env);
  if (options.help) {
    print(USAGE.trimEnd());
    return 0;
  }
  // 1. Check the options before anything starts.
  const file =
    options.appointments === undefined ? undefined : await (await import("./run-day")).readInput(options.appointments);
  const own = await readSettings({ environment: options.environment, commandLine: options.settings });
  if (options.report !== undefined) {
    const { checkReportPath } = await import("./reconciliation/report");
    await checkReportPath(options.report, options.appointments);
  }
  await orPortInUse(async () => (await startHttpServer(options.port)).close());

  // 2. Start the synthesized app on the emulators.
  for (const line of [settingsLine(own), rateLine(own), sendWindowLine(own)]) if (line !== undefined) print(line);
  // What runs it is loaded while another process synthesizes it.
  const [assembly, { startLocalCloud }, { runDay }] = await Promise.all([
    synthesizeApp(own, shutdown),
    import("./local-cloud"),
    import("./run-day"),
  ]);
  const { port, faults, seed } = options;
  const cloud = await orPortInUse(() => startLocalCloud({ assembly, port, faults, seed, ...PACE }));
  shutdown.before(() => cloud.stop());

  // 3. Run the day.
  const exitStatus = options.empty ? 0 : await runDay(cloud, assembly, file, options, shutdown);

  // 4. Stop, or serve other systems.
  if (options.serve) {
    shutdown.endWith(exitStatus);
    print(servingLines(cloud.endpoint, cloud.environment));
    const { sweepSchedule } = resourceNames(cloud.environment);
    startSweepClock(cloud.fireSchedule, sweepSchedule, ({ name }) => printError(`The sweep failed: ${name}`));
    await new Promise(() => {});
  }
  await cloud.stop();
  return exitStatus;
}

async function synthesizeApp(own: OwnSettings, shutdown: Shutdown): Promise<string> {
  process.stdout.write("Synthesizing the CDK app ... ");
  let ended = false;
  const end = (how: string) => {
    if (!ended) print(how);
    ended = true;
  };
  shutdown.before(() => end(""));
  const start = Date.now();
  try {
    const { assembly } = await synthesize(own);
    end(`done in ${((Date.now() - start) / 1000).toFixed(1)} s`);
    return assembly;
  } finally {
    end("failed");
  }
}

async function orPortInUse<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof PortInUse)) throw error;
    throw new UserError(
      `Port ${error.port} on 127.0.0.1 is in use: choose another one with --port, or stop the program that uses it.`,
    );
  }
}

function diskFull({ code, path = "a file" }: NodeJS.ErrnoException): string | undefined {
  if (code !== "ENOSPC" && code !== "EDQUOT") return undefined;
  return `The disk is full: ${path} could not be written. Free some space and run the command again.`;
}

// A reader of the output may close it early, as `head` does.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (stream === process.stdout && code !== "EPIPE") printError(`Cannot write the output: ${code}.`);
    process.exit(1);
  });
}
// Suppress the SDK's warning about future versions of Node.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const shutdown = watchSignals(() => print("Stopped."));
void main(shutdown)
  .catch((error: Error) => {
    // Errors after a signal are expected; the signal handler ends the process.
    if (shutdown.begun) return new Promise<number>(() => {});
    printError(
      error instanceof UserError ? error.message : (diskFull(error) ?? `The local run failed: ${error.stack}`),
    );
    return error instanceof UserError ? error.exitStatus : 1;
  })
  // After everything is written.
  .then((status) => process.stdout.write("", () => process.exit(status)));
