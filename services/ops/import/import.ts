/** `import`: writes a file of appointments to the appointments table. */

import type { Command } from "commander";
import { asAct, type RunningAct } from "../audit/as-act";
import { becauseOption, reasonFor } from "../audit/because";
import type { NewAct } from "../audit/record-act";
import { countries, country, IMPORT_FIELDS, listed, takesFile, timeZone } from "../files/file-options";
import { ignoredText } from "../files/ignored-text";
import { noEntries, readEntries } from "../files/read-entries";
import { startProgress } from "../output/progress";
import { CommandError, STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { clinicsCommand, days, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { FhirEntries } from "./fhir-entries";
import { importEntries, type Step } from "./import-entries";
import { type ImportOptions, settingsOf, tableOf } from "./import-settings";
import { importWarnings } from "./import-warnings";
import { rejectedFile } from "./rejected-file";
import { rejectedPath } from "./rejected-path";
import { resourcesBeside } from "./resources-beside";
import { ImportTally } from "./tally";

const HELP = `
Each entry is an appointment message with an appointmentId, and optionally a reminderDate (YYYY-MM-DD), the day on which
its reminder is due. Without one, it is the first step of the plan, which is the entry's reminderPlan or the clinic's; the deployed plan is not
known if --time-zone, --default-country and --countries are all given. CSV columns have the names of the fields; case, spaces, hyphens and underscores are ignored ("Phone
Number"). Map other names with --map. If an unmapped column looks like a field (Mobile), nothing is imported until you
map it or name it in --ignore; in JSON, such a field rejects its entry. Other columns are ignored. Warnings about
imported entries (see validate --help) are counted and do not change the exit status.

An appointment becomes due if it is new, was moved, or its reminder was not queued yet. If its reminder was queued,
its fields are updated and it does not become due again, except for the next step of its plan, so you can import the same file repeatedly. A changed start
or clinic raises the revision by one, so that an appointment that is moved and moved back is reminded again; so does another
contactPreference after a reminder that ended as DECLINED, and the status booked after another one. A higher revision in
the entry replaces the stored one and makes the appointment due again; a lower one is ignored. An appointment whose status
is not booked is written, and is not due; its reminder, if it waits in the queue, is not sent.

With clinic profiles, an entry without a clinicId keeps the stored clinic and its rules for links and phone numbers.
Therefore a dry run reads the stored appointments of such entries.

An empty cell, or null or "" in JSON, clears its field. A field without a column, or missing from a JSON entry, keeps
its stored value, as do other attributes. A local time without a timeZone is read in the stored timeZone or, if there is
none, in the clinic's. A reminder that was due in the past is due today. An appointment that is over is not written,
unless it is stored and still due at another time: then its fields are updated and it is no longer due. If a file has
several entries for an appointment of a patient, the last one counts: entries are written in the file's order. Several
patients may share an appointmentId: each is reminded.

The separator (comma, semicolon, tab or |, or the one that a first line such as sep=; names) and UTF-16 are detected.
Times are ISO 8601, or in the format of --date-format. A row that does not match the header is rejected.

Appointments of FHIR R4, one on each line (*.ndjson, as Bulk Data Access exports them), are translated by the rules of
docs/ehr.md. --with names the files of the patients, practitioners and places that they refer to, or a folder of such
*.ndjson files: these resources are kept in memory, the appointments are not. An Appointment has all that it is: what it
does not have is cleared; without its Patient beside, the patient's fields keep their stored values.
One that is older than what the bookings queue had, by its version, is counted and not written.

Rejected entries are written to a file, which has patient data. It is created only if an entry is rejected: next to the
imported file or, if the imported file is in a git repository, in the folder reports of that repository, which has a
.gitignore file. No file is overwritten: if <file>.rejected.<ext> exists, the name is <file>.rejected-2.<ext>, and so
on.

Exit status: 0 all written, 1 some rejected or not written, or a later part of the file is invalid, 2 the file is
invalid and nothing was written, 3 the environment cannot be reached, 130 interrupted.`;

export function importCommand(session: Session): Command {
  const command = takesFile(
    clinicsCommand("import", "writes a file of appointments to the table that the daily run reads"),
  )
    .option(
      "--days-before <days>",
      "when a reminder is due, unless the entry has a reminderDate (default: by the plan)",
      days,
    )
    .option("--time-zone <zone>", "the clinic's time zone (default: as deployed)", timeZone)
    .option("--default-country <code>", "the country of numbers without a country code (default: as deployed)", country)
    .option("--countries <codes>", "the countries whose numbers are texted, or all (default: as deployed)", countries)
    .option("--with <path>", "a file, or a folder, of resources beside the Appointments; repeatable", listed)
    .addOption(becauseOption())
    .option("--dry-run", "check everything, print what would be written, and write nothing", false)
    .option("--rejected <file>", "the file for rejected entries (default: <file>.rejected.<ext>, see below)")
    .addHelpText("after", HELP);
  return runs<ImportOptions>(command, session, (options, environment, [path = ""]) =>
    importFile(path, options, environment, session.terminal),
  );
}

async function importFile(
  path: string,
  options: ImportOptions,
  environment: Environment,
  terminal: Terminal,
): Promise<Status> {
  const because = options.dryRun ? "" : await reasonFor(options, terminal);
  const halt = new AbortController();
  const stop = AbortSignal.any([terminal.interrupted, halt.signal]);
  // 1. The beginning of the file, and the checks before anything is written.
  const file = await readEntries({
    path,
    format: options.format,
    input: terminal.input ?? process.stdin,
    stop,
    fields: IMPORT_FIELDS,
    required: ["appointmentId", "patientId", "appointmentTime"],
    map: options.map,
    ignore: options.ignore,
    strict: true,
    dateFormat: options.dateFormat,
  });
  const progress = startProgress(terminal, "appointments");
  const tally = new ImportTally(options.dryRun);
  try {
    const rejected = await rejectedFile(rejectedPath(path, file.format, options.rejected), file, options.dryRun);
    const settings = await settingsOf(options, environment);
    const { columns } = file;
    if (columns && columns.ignored.length > 0) note(terminal, `Ignored: ${ignoredText(columns.ignored)}.`);
    const warnings = importWarnings(columns, settings);
    const fhir = new FhirEntries(await resourcesBeside(options.with ?? [], path, stop), settings);
    // 2. Entry by entry, several at a time.
    const work = { settings, stop, halt, table: tableOf(environment, settings), dryRun: options.dryRun };
    const importAll = async (act?: RunningAct) => {
      let broken: { readonly error: unknown } | undefined;
      try {
        for await (const step of importEntries(fhir.of(file.entries), work)) {
          tally.count(step);
          warnings.add(step);
          const why = becauseOf(step);
          // What has begun is finished and counted, even if the disk is full.
          if (why && !options.dryRun) await rejected.add(step.entry, why).catch((error) => halt.abort(error));
          progress.showPart(tally.entries, file.fractionAt(step.entry.end));
        }
      } catch (error) {
        broken = { error };
      }
      // 3. The report, also after an error.
      await rejected.close().catch((error) => {
        broken ??= { error };
      });
      progress.end();
      act?.found({ counts: tally.counts });
      for (const line of [...tally.problems, ...fhir.lines(), ...warnings.lines()]) note(terminal, line);
      const counts = { ...warnings.counts(), ...fhir.counts };
      say(terminal, options.json ? tally.json(rejected, counts) : tally.text(rejected));
      if (broken) throw tally.entries > 0 && !options.dryRun ? inTheMiddle(broken.error) : broken.error;
      if (tally.entries === 0) throw noEntries(file.name);
      return tally.incomplete ? STATUS.failed : STATUS.done;
    };
    if (options.dryRun) return await importAll();
    return await asAct(environment, terminal, { act: "import", because, options: recorded(options) }, importAll);
  } finally {
    progress.end();
    file.close();
  }
}

/** For the audit. The path is left out: it may name a patient. */
function recorded({ format, daysBefore, timeZone, defaultCountry, countries }: ImportOptions): NewAct["options"] {
  return { format, daysBefore, timeZone, defaultCountry, countries: countries && String(countries) };
}

/** An error in the middle of the file has status 1: the entries before it were written. */
function inTheMiddle(error: unknown): unknown {
  if (!(error instanceof CommandError) || error.status !== STATUS.misuse) return error;
  const hint = "The entries before it were imported. Correct the file and import it again.";
  return new CommandError(error.message, STATUS.failed, hint);
}

function becauseOf({ result }: Step): string | undefined {
  if (result.kind === "rejected") return result.because;
  return result.kind === "failed" ? `not written: ${result.code}` : undefined;
}
