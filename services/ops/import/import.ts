/** `import`: writes a file of appointments to the appointments table. */
import type { Command } from "commander";
import { systemClock } from "../../adapters/system-clock";
import { systemRandom } from "../../adapters/system-random";
import type { ContactRules } from "../../domain/contact/phone-number";
import type { ImportSettings } from "../../domain/import/import-appointment";
import { type AppointmentImport, dynamoAppointmentImport } from "../aws/dynamo-appointment-import";
import { countries, country, type FileOptions, IMPORT_FIELDS, takesFile, timeZone } from "../files/file-options";
import { ignoredText } from "../files/ignored-text";
import { noEntries, readEntries } from "../files/read-entries";
import { startProgress } from "../output/progress";
import { CommandError, STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { days, type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { importEntries, type Step } from "./import-entries";
import { importWarnings } from "./import-warnings";
import { rejectedFile } from "./rejected-file";
import { rejectedPath } from "./rejected-path";
import { ImportTally } from "./tally";

interface ImportOptions extends EnvironmentOptions, FileOptions, Partial<ContactRules> {
  readonly daysBefore: number;
  readonly timeZone?: string;
  readonly dryRun: boolean;
  readonly rejected?: string;
}

const HELP = `
Every entry is an appointment message with an appointmentId; reminderDate (YYYY-MM-DD) may say when its reminder is
due. CSV columns are named after the fields, whatever their case, spaces, hyphens and underscores ("Phone Number");
--map names the others. A column that would be ignored and looks like a field (Mobile) stops the import before
anything is written, until it is mapped or named in --ignore; in JSON, such a field rejects its entry. Other columns
are ignored. Warnings about an entry that is imported (see validate --help) are counted and do not change the exit
status.

An appointment becomes due if it is new, was moved, or its reminder was not queued yet. If its reminder was queued,
its fields are updated and it does not become due again, so the same file may be imported as often as you like. A
changed start raises the revision by one, so that an appointment that moves away and back is reminded again. A higher
revision in the entry replaces the item's and makes the appointment due again; a lower one is ignored.

An empty cell clears its field, and so does null or "" in JSON. A field that has no column, or that a JSON entry does
not have, keeps its stored value; so do other attributes. Without a timeZone a local time is read in the stored one. A
reminder that was due in the past is due today. An appointment that is over is not written, unless it is stored and
still due at another time: then its fields are updated and it is no longer due. If an appointment of a patient comes
more than once, the last entry counts: entries are written in the file's order. Several patients may share an
appointmentId: each is reminded.

The separator (comma, semicolon, tab, |, or that of a line sep=) and UTF-16 are recognised. Times are ISO 8601, or of
the form of --date-format. A row that does not fit the header is one rejected row.

The file of rejected entries has patient data. It is created only if an entry is rejected: beside the file, or, if
that is in a git repository, in the repository's folder reports, which git ignores. No file is overwritten: if
<file>.rejected.<ext> exists, it is <file>.rejected-2.<ext>, and so on.

Exit status: 0 all written, 1 some rejected or not written, or the file breaks in the middle, 2 the file cannot be
used and nothing is written, 3 the environment cannot be reached, 130 interrupted.`;

export function importCommand(session: Session): Command {
  const command = takesFile(
    environmentCommand("import", "writes a file of appointments to the table that the daily run reads"),
  )
    .option("--days-before <days>", "when a reminder is due, if the entry does not say", days, 1)
    .option("--time-zone <zone>", "the clinic's time zone (default: as deployed)", timeZone)
    .option("--default-country <code>", "the country of numbers without a country code (default: as deployed)", country)
    .option("--countries <codes>", "the countries that are texted, or all (default: as deployed)", countries)
    .option("--dry-run", "check everything, say what would be written, write nothing", false)
    .option("--rejected <file>", "where rejected entries go (default: <file>.rejected.<ext>, outside of a repository)")
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
  const halt = new AbortController();
  const stop = AbortSignal.any([terminal.interrupted, halt.signal]);
  // 1. The beginning of the file, and what must hold before anything is written.
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
    const told = importWarnings(columns, settings);
    // 2. Entry by entry, several at a time.
    const write = options.dryRun ? undefined : tableOf(environment, settings).write;
    const work = { settings, stop, halt, write };
    let broken: { readonly error: unknown } | undefined;
    try {
      for await (const step of importEntries(file.entries, work)) {
        tally.count(step);
        if (step.result.kind !== "stopped") told.add(step.entry, step.result.kind === "rejected");
        const because = becauseOf(step);
        // What has begun is finished and counted, even if the disk is full.
        if (because && !options.dryRun) await rejected.add(step.entry, because).catch((error) => halt.abort(error));
        progress.showPart(tally.entries, file.fractionAt(step.entry.end));
      }
    } catch (error) {
      broken = { error };
    }
    // 3. What was done is told, however it ended.
    await rejected.close().catch((error) => {
      broken ??= { error };
    });
    progress.end();
    for (const line of [...tally.problems, ...told.lines()]) note(terminal, line);
    say(terminal, options.json ? tally.json(rejected, told.counts()) : tally.text(rejected));
    if (broken) throw tally.entries > 0 && !options.dryRun ? inTheMiddle(broken.error) : broken.error;
    if (tally.entries === 0) throw noEntries(file.name);
    return tally.incomplete ? STATUS.failed : STATUS.done;
  } finally {
    progress.end();
    file.close();
  }
}

/** A file that cannot be read on: what stands before it was written, which misuse would deny. */
function inTheMiddle(error: unknown): unknown {
  if (!(error instanceof CommandError) || error.status !== STATUS.misuse) return error;
  const hint = "What comes before it is imported. Correct the file and import it again.";
  return new CommandError(error.message, STATUS.failed, hint);
}

/** ms that one write is tried again: what lasts longer is no passing throttling. */
const RETRY_MS = 20_000;

function tableOf({ dynamo, names }: Environment, settings: ImportSettings): AppointmentImport {
  const deps = { clock: systemClock, random: systemRandom };
  return dynamoAppointmentImport(dynamo, names.appointmentsTable, RETRY_MS, settings, deps);
}

function becauseOf({ result }: Step): string | undefined {
  if (result.kind === "rejected") return result.because;
  return result.kind === "failed" ? `not written: ${result.code}` : undefined;
}

async function settingsOf(options: ImportOptions, environment: Environment): Promise<ImportSettings> {
  const { timeZone, defaultCountry, countries, daysBefore } = options;
  const rest = { now: Date.now(), daysBefore };
  if (timeZone && defaultCountry && countries) return { clinicTimeZone: timeZone, defaultCountry, countries, ...rest };
  const deployed = await environment.settings();
  return {
    clinicTimeZone: timeZone ?? deployed.clinicTimeZone,
    defaultCountry: defaultCountry ?? deployed.defaultCountry,
    countries: countries ?? deployed.countries,
    ...rest,
  };
}
