/** `npm start`: runs a day's reminders on this machine, end to end. */

import { failureLine, nextSteps, servingLines } from "./command-line/advice";
import { readCommandLine, type StartOptions, USAGE } from "./command-line/command-line";
import { type OwnSettings, rateLine, settingsLine } from "./command-line/context";
import { type Shutdown, watchSignals } from "./command-line/shutdown";
import { UserError } from "./command-line/user-error";
import { type AppointmentsFile, readAppointmentsFile } from "./day/appointments-file";
import { readCatchUpDays, readClinicTimeZone } from "./day/clinic-time-zone";
import { createProgress } from "./day/progress";
import { generateSampleDay } from "./day/sample-day";
import { listSource, type Source, sampleDaySource } from "./day/sources";
import { startOutages } from "./faults/outages";
import { type LocalCloud, PortInUse, startLocalCloud } from "./local-cloud";
import { startHttpServer } from "./protocol/http-server";
import { checkReportPath, createReport, writeReport } from "./reconciliation/report";
import { MAX_PROBLEMS_SHOWN, problemLines, refusalLines, summaryTable } from "./reconciliation/summary-table";
import { run, succeeded } from "./run";
import { readSettingsFile, synthesize } from "./synthesize";

/** Minutes between retries become seconds. */
const TIME_FACTOR = 120;

async function main(shutdown: Shutdown): Promise<number> {
  const options = readCommandLine(process.argv.slice(2), process.env);
  if (options.help) {
    print(USAGE.trimEnd());
    return 0;
  }
  // 1. Check the options before anything starts.
  const file = options.appointments === undefined ? undefined : await readFile(options.appointments);
  const own: OwnSettings = { file: await readSettingsFile(), commandLine: options.context };
  if (options.report !== undefined) await checkReportPath(options.report, options.appointments);
  await orPortInUse(async () => (await startHttpServer(options.port)).close());

  // 2. Start the synthesized app on the emulators.
  for (const line of [settingsLine(own), rateLine(own)]) if (line !== undefined) print(line);
  const assembly = await synthesizeApp(own, shutdown);
  const { port, faults, seed } = options;
  const cloud = await orPortInUse(() => startLocalCloud({ assembly, port, faults, seed, timeFactor: TIME_FACTOR }));
  shutdown.before(() => cloud.stop());

  // 3. Run the day.
  const status = options.empty ? 0 : await runDay(cloud, assembly, file, options, shutdown);
  const everyEntryIsGood = !file || file.problems.length === 0;
  const exitStatus = everyEntryIsGood ? status : 1;

  // 4. Stop, or serve other systems.
  if (options.serve) {
    shutdown.endWith(exitStatus);
    print(servingLines(cloud.endpoint, cloud.environment));
    await new Promise(() => {});
  }
  await cloud.stop();
  return exitStatus;
}

async function readFile(path: string): Promise<AppointmentsFile> {
  const file = await readAppointmentsFile(path);
  for (const problem of file.problems.slice(0, MAX_PROBLEMS_SHOWN)) printError(problem);
  const more = file.problems.length - MAX_PROBLEMS_SHOWN;
  if (more > 0) printError(`... and ${more} more entries that break the contract`);
  if (file.good.length === 0) throw new UserError(`${path} has no valid appointment.`);
  return file;
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

async function runDay(
  cloud: LocalCloud,
  assembly: string,
  file: AppointmentsFile | undefined,
  options: StartOptions,
  shutdown: Shutdown,
): Promise<number> {
  const zone = readClinicTimeZone(assembly, cloud.endpoint);
  const day = { clinicTimeZone: zone, catchUpDays: readCatchUpDays(assembly, cloud.endpoint) };
  const source: Source = file
    ? listSource(file.good, `from ${options.appointments}`, zone)
    : sampleDaySource(generateSampleDay({ ...day, seed: options.seed, now: Date.now() }), zone);
  const progress = createProgress(process.stdout);
  shutdown.before(() => progress.end());

  const startedAt = new Date().toISOString();
  const what = file ? options.appointments : "the sample day";
  print(`Running ${what}, faults: ${options.faults}, seed: ${options.seed}`);
  const outages = options.faults === "outages" ? startOutages(cloud, options.seed) : undefined;
  const finished = await run(cloud, source, zone, progress);
  await outages?.stop();
  const { reconciliation, results, refused, seconds } = finished;
  const { environment } = cloud;
  let reported = true;
  const facts = { environment, startedAt, finishedAt: new Date().toISOString(), faults: options.faults };
  print(`\n${summaryTable(reconciliation, source.origin, seconds, results.deadLetters)}\n`);
  if (outages) print(`${outages.summary()}\n`);
  if (options.report !== undefined) {
    reported = await saveReport(options.report, createReport(facts, source.input, results, reconciliation, refused));
  }
  if (reconciliation.problems.length > 0) printError(`${problemLines(reconciliation.problems).join("\n")}\n`);
  if (refused.length > 0) printError(`${refusalLines(refused).join("\n")}\n`);
  if (file && file.problems.length > 0) {
    const all = file.good.length + file.problems.length;
    printError(
      `${file.problems.length} of ${all} entries of ${options.appointments} break the contract and were not run: the exit ` +
        "status is 1.\n",
    );
  }
  const hasSucceeded = succeeded(finished);
  const space = options.serve ? "\n" : "";
  if (hasSucceeded) print(`${nextSteps(options)}${space}`);
  else printError(`${failureLine(refused.length > 0)}${space}`);
  return hasSucceeded && reported ? 0 : 1;
}

/** @returns whether the report was written */
async function saveReport(path: string, report: ReturnType<typeof createReport>): Promise<boolean> {
  try {
    await writeReport(path, report);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    printError(`${error.message}\n`);
    return false;
  }
  print(`The report is in ${path}.\n`);
  return true;
}

function diskFull({ code, path = "a file" }: NodeJS.ErrnoException): string | undefined {
  if (code !== "ENOSPC" && code !== "EDQUOT") return undefined;
  return `The disk is full: ${path} could not be written. Free some space and run the command again.`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function printError(text: string): void {
  process.stderr.write(`${text}\n`);
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
