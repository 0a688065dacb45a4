/** Checks the entries, or the messages, of a file. */

import { defaultClinic } from "../../domain/clinics/clinics";
import { outlookFor } from "../../domain/producer/predicted-outcome";
import { type ClinicSettings, clinicsFor, type FileClinics } from "../files/clinic-settings";
import type { Columns } from "../files/columns";
import { beginningOf } from "../files/delimiter";
import { type FileOptions, IMPORT_FIELDS } from "../files/file-options";
import { ignoredText } from "../files/ignored-text";
import {
  isTranslated,
  messagesAt,
  openMessages,
  readMessages,
  type TranslatedFormat,
} from "../files/messages/message-file";
import { entriesIn, noEntries } from "../files/read-entries";
import { type OpenedFile, openFile } from "../files/text/file-text";
import { type CommandError, misuse, STATUS, type Status } from "../output/status";
import { note, type Terminal } from "../output/terminal";
import { type FileWarnings, fileWarnings } from "../warnings/entry-warnings";
import { bookingFindings } from "./booking-findings";
import { doubted, entryFindings } from "./entry-findings";
import { type Findings, jsonFindings, type Totals, textFindings } from "./findings";
import { addMessages } from "./message-findings";
import { count, noFindings } from "./totals";

export interface ValidateOptions extends Omit<FileOptions, "format">, ClinicSettings {
  readonly format?: FileOptions["format"] | TranslatedFormat;
  readonly contract: "appointments" | "bookings";
  /** Of the messages of FHIR or HL7 v2. */
  readonly clinic?: string;
  readonly json: boolean;
  readonly strict: boolean;
}

/** @throws CommandError if the file cannot be used, possibly after the report of what was read before */
export async function validateFile(path: string, options: ValidateOptions, terminal: Terminal): Promise<Status> {
  const { format: given } = options;
  // 1. What the file is.
  const open = isTranslated(given) ? openMessages : openFile;
  const opened = await open(path, terminal.input ?? process.stdin, terminal.interrupted);
  try {
    const { file, messages } = given === undefined ? await recognised(opened) : { file: opened, messages: given };
    const { clinics, hasProfiles } = clinicsFor(options);
    const check: FileCheck = { options, terminal, clinics, hasProfiles, now: Date.now() };
    return isTranslated(messages) ? await ofMessages(file, messages, check) : await ofEntries(file, path, check);
  } finally {
    opened.close();
  }
}

async function recognised(opened: OpenedFile) {
  const { begin, all } = await beginningOf(opened.text);
  return { file: { ...opened, text: all }, messages: messagesAt(begin) };
}

interface FileCheck extends FileClinics {
  readonly options: ValidateOptions;
  readonly terminal: Terminal;
  /** ms since 1970 */
  readonly now: number;
}

function warningsOf({ clinics, now }: FileCheck, columns?: Columns): FileWarnings {
  return fileWarnings(columns, IMPORT_FIELDS, ({ clinicId }) =>
    outlookFor(clinics.find(clinicId) ?? defaultClinic(clinics), now),
  );
}

async function ofMessages(file: OpenedFile, format: TranslatedFormat, check: FileCheck): Promise<Status> {
  const { options, terminal, clinics, now } = check;
  const { map, ignore, dateFormat, clinic: clinicId } = options;
  if (map ?? ignore ?? dateFormat) throw misuse("--map, --ignore and --date-format are not for FHIR and HL7 v2");
  const messages = await readMessages(file, format);
  const rules = { clinics, clinicId, now, warnings: warningsOf(check) };
  return reported(check, file.name, [], rules.warnings, (report, totals) =>
    addMessages(messages, rules, report, totals, terminal),
  );
}

async function ofEntries(opened: OpenedFile, path: string, check: FileCheck): Promise<Status> {
  const { options, terminal, clinics, hasProfiles, now } = check;
  const { format, map, ignore, dateFormat, clinic } = options;
  if (clinic !== undefined) throw misuse("--clinic is for FHIR and HL7 v2", "Entries have a field clinicId.");
  const { name, entries, columns, ...file } = await entriesIn(opened, {
    path,
    format: isTranslated(format) ? undefined : format,
    input: terminal.input ?? process.stdin,
    stop: terminal.interrupted,
    fields: IMPORT_FIELDS,
    required: ["patientId", "appointmentTime"],
    map,
    ignore,
    dateFormat,
  });
  const areBookings = options.contract === "bookings";
  if (areBookings && file.format === "csv")
    throw misuse("Bookings are messages in JSON", "Use a JSON array or JSON lines of messages of the bookings queue.");
  const ignored = columns?.ignored ?? [];
  if (ignored.length > 0) note(terminal, `Ignored: ${ignoredText(ignored)}.`);
  const warnings = warningsOf(check, columns);
  return reported(check, name, ignored, warnings, async (report, totals) => {
    if (columns && columns.doubtful.length > 0) {
      const findings = columns.doubtful.map(doubted);
      totals.errors += findings.length;
      await report.add({ line: columns.line }, findings);
    }
    const rules = { clinics, hasProfiles, now, warnings, clinicTimeZone: options.timeZone };
    for await (const entry of entries) {
      const all = areBookings ? bookingFindings(entry, rules) : [entryFindings(entry, rules)];
      for (const findings of all) {
        count(findings, totals);
        await report.add(entry.position, findings);
      }
    }
  });
}

/**
 * Reports what a check finds, also if an error in the file or Ctrl-C ends it.
 * @param ignored names of columns
 * @param add adds the findings of all entries
 */
async function reported(
  { options, terminal }: FileCheck,
  name: string,
  ignored: readonly string[],
  warnings: FileWarnings,
  add: (report: Findings, totals: Totals) => Promise<void>,
): Promise<Status> {
  const report = options.json ? jsonFindings(terminal) : textFindings(terminal);
  const totals = noFindings();
  const end = (broken?: string) => report.end(totals, { ignored: [...ignored, ...warnings.ignored.names], broken });
  try {
    await add(report, totals);
  } catch (error) {
    await end((error as CommandError).message);
    throw error;
  }
  const { names, more } = warnings.ignored;
  if (names.length > 0) note(terminal, `Ignored: ${ignoredText(names, "field", more)}.`);
  await end();
  if (totals.entries === 0) throw noEntries(name);
  return totals.errors > 0 || (options.strict && totals.warnings > 0) ? STATUS.failed : STATUS.done;
}
