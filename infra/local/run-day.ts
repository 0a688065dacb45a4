/** One run of `npm start`: what it reads, and what it prints. */
import { failureLine, nextSteps } from "./command-line/advice";
import type { StartOptions } from "./command-line/command-line";
import { print, printError } from "./command-line/print";
import type { Shutdown } from "./command-line/shutdown";
import { UserError } from "./command-line/user-error";
import { type AppointmentsFile, checkedForClinics, readAppointmentsFile } from "./day/appointments-file";
import { readCatchUpDays, readClinicTimeZone } from "./day/clinic-time-zone";
import { readClinics } from "./day/deployed-clinics";
import { createProgress } from "./day/progress";
import { generateSampleDay } from "./day/sample-day";
import { listSource, type Source, sampleDaySource } from "./day/sources";
import { startOutages } from "./faults/outages";
import type { LocalCloud } from "./local-cloud";
import { clinicsTable } from "./reconciliation/clinics-table";
import { outcomesByClinic } from "./reconciliation/reconcile-clinics";
import { needingPerson } from "./reconciliation/reconcile-digest";
import { createReport, writeReport } from "./reconciliation/report";
import { MAX_PROBLEMS_SHOWN, problemLines, refusalLines, summaryTable } from "./reconciliation/summary-table";
import { run, succeeded } from "./run";

/**
 * Reads the appointments to run, and prints what is wrong with the others.
 * @throws {UserError} if none is valid
 */
export async function readInput(path: string): Promise<AppointmentsFile> {
  const file = await readAppointmentsFile(path);
  printProblems(file.problems);
  if (file.good.length === 0) throw new UserError(`${path} has no valid appointment.`);
  return file;
}

function printProblems(problems: readonly string[]): void {
  for (const problem of problems.slice(0, MAX_PROBLEMS_SHOWN)) printError(problem);
  const more = problems.length - MAX_PROBLEMS_SHOWN;
  if (more > 0) printError(`... and ${more} more entries that break the contract`);
}

/**
 * Runs the appointments of a file or the sample day, and prints the outcome.
 * @param assembly folder of the synthesized app
 * @param given the file; the sample day if absent
 * @returns the exit status
 */
export async function runDay(
  cloud: LocalCloud,
  assembly: string,
  given: AppointmentsFile | undefined,
  options: StartOptions,
  shutdown: Shutdown,
): Promise<number> {
  const clinics = readClinics(assembly, cloud.endpoint);
  const file = given && checkedForClinics(given, clinics);
  printProblems(file?.problems.slice(given?.problems.length) ?? []);
  const source: Source = file
    ? listSource(file.good, `from ${options.appointments}`, clinics)
    : sampleDaySource(
        generateSampleDay({
          clinicTimeZone: readClinicTimeZone(assembly, cloud.endpoint),
          clinics: clinics.profiles,
          catchUpDays: readCatchUpDays(assembly, cloud.endpoint),
          seed: options.seed,
          now: Date.now(),
        }),
        clinics,
      );
  const progress = createProgress(process.stdout);
  shutdown.before(() => progress.end());

  const startedAt = new Date().toISOString();
  const what = file ? options.appointments : "the sample day";
  print(`Running ${what}, faults: ${options.faults}, seed: ${options.seed}`);
  const outages = options.faults === "outages" ? startOutages(cloud, options.seed) : undefined;
  const finished = await run(cloud, source, clinics, progress);
  await outages?.stop();
  const { reconciliation, results, digest, refused, seconds } = finished;
  const { environment } = cloud;
  let reported = true;
  const facts = { environment, startedAt, finishedAt: new Date().toISOString(), faults: options.faults };
  print(
    `\n${summaryTable(reconciliation, source.origin, seconds, results.deadLetters, digest && needingPerson(digest))}\n`,
  );
  if (clinics.profiles.length > 0) print(`${clinicsTable(outcomesByClinic(source.input, results))}\n`);
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
  const everyEntryIsGood = !file || file.problems.length === 0;
  return hasSucceeded && reported && everyEntryIsGood ? 0 : 1;
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
