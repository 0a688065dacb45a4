/** `validate`: checks a file against the contract, and for data that would be lost, without AWS. */

import { Command, Option } from "commander";
import { checkAppointment } from "../../../contracts/appointment-check";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { onlyClinic } from "../../../contracts/clinics/clinic";
import { ALWAYS_OPEN } from "../../../contracts/clinics/send-window";
import { DEFAULT_SMS_WORDING } from "../../../contracts/sms-wording";
import { checkForClinic, clinicsInMemory, defaultClinic } from "../../domain/clinics/clinics";
import type { ContactRules } from "../../domain/contact/phone-number";
import { outlookFor } from "../../domain/producer/predicted-outcome";
import { countries, country, type FileOptions, IMPORT_FIELDS, takesFile, timeZone } from "../files/file-options";
import { ignoredText } from "../files/ignored-text";
import { noEntries, readEntries } from "../files/read-entries";
import { explain } from "../output/explain";
import { type CommandError, misuse, STATUS, type Status } from "../output/status";
import { note, type Terminal } from "../output/terminal";
import { type ClinicsOptions, clinicsFile, readClinics } from "../shared/clinics";
import type { Session } from "../shared/command";
import { fileWarnings } from "../warnings/entry-warnings";
import { bookingFindings } from "./booking-findings";
import { doubted, errorsOf, notChecked, reminderErrors, warned } from "./entry-findings";
import { type Finding, jsonFindings, type Totals, textFindings, UNSENT } from "./findings";

interface ValidateOptions extends FileOptions, ContactRules, ClinicsOptions {
  readonly contract: "appointments" | "bookings";
  readonly timeZone: string;
  readonly json: boolean;
  readonly strict: boolean;
}

const HELP = `
Each line gives the location and the problem, never the value.
Errors are
  contract violations                        a message would go to the DLQ
  UNKNOWN_COLUMN                             an ignored column that looks like a field: an import needs --map or --ignore
  REMINDER_DATE                              a reminderDate that an import rejects; messages do not have this field
Warnings are parts of an appointment that would be lost, or are probably wrong
  NO_CONTACT, DECLINED, EXPIRED, CANCELLED   no reminder would be sent
  CLINIC_NOT_CHECKED                         a clinicId or a link, which only a clinic's profile allows: use --clinics
  UNSUPPORTED_LANGUAGE                       a language in which there are no texts
  UNUSABLE_PHONE, UNUSABLE_EMAIL             an unusable phone number or email, even if the other one is usable
  UNKNOWN_FIELD                              an ignored field that probably has another name in the contract
  REPEATED_APPOINTMENT, TWO_TIMES, TWO_IDS   an appointment that occurs twice in the file
  MIDNIGHT, SKIPPED_HOUR, REPEATED_HOUR      a date without a time, or a time at a clock change
  WRONG_ENCODING                             text that was decoded incorrectly
  SPREADSHEET_ERROR, ROUNDED_ID              a value that a spreadsheet damaged
  MARKUP                                     HTML, escapes or spreadsheet marks in a doctor's name or a location
  SUSPECT_ID                                 an id such as null, 'p-1 or 123.0

The first five findings of each kind are printed and, if there are more, their number; --json prints all findings.
Repeated appointments are found among the first 500,000 of the file. The file is read as import reads it: CSV columns
have the names of the contract's fields; case, spaces, hyphens and underscores are ignored, and so are other columns.
Fields of JSON must have the exact names.

The command does not read the deployed settings. If timeZone, defaultCountry or countries are not the defaults, pass
their values as --time-zone, --default-country and --countries, and if the setting clinics names a file, pass it as
--clinics: then each entry is also checked by the profile of its clinic.

Exit status: 0 no errors, 1 errors (with --strict, also warnings), 2 the file cannot be used.`;

export function validateCommand(session: Session): Command {
  const command = new Command("validate")
    .description("checks a file of appointments, without AWS: does it match the contract, and would data be lost?")
    .addOption(
      new Option("--contract <name>", "what the file has: appointments, or messages of the bookings queue, in JSON")
        .choices(["appointments", "bookings"])
        .default("appointments"),
    )
    .option("--default-country <code>", "the country of phone numbers without a country code", country, "US")
    .option("--countries <codes>", "the countries whose numbers are texted, such as US,CA, or all", countries, "all")
    .option("--time-zone <zone>", "the time zone of local times without a timeZone", timeZone, "America/New_York")
    .addOption(clinicsFile("the file of clinic profiles, by which each entry is checked too"))
    .option("--strict", "also end with status 1 if there are warnings", false)
    .option("--json", "print one JSON document, for scripts", false)
    .addHelpText("after", HELP);
  return takesFile(command).action(async (file: string, options: ValidateOptions) => {
    try {
      session.end(await validate(file, options, session.terminal));
    } catch (error) {
      session.fail(explain(error, ""), options.json);
    }
  });
}

async function validate(path: string, options: ValidateOptions, terminal: Terminal): Promise<Status> {
  // 1. The file as a whole.
  const { name, entries, columns, close, format } = await readEntries({
    path,
    format: options.format,
    input: terminal.input ?? process.stdin,
    stop: terminal.interrupted,
    fields: IMPORT_FIELDS,
    required: ["patientId", "appointmentTime"],
    map: options.map,
    ignore: options.ignore,
    dateFormat: options.dateFormat,
  });
  const areBookings = options.contract === "bookings";
  if (areBookings && format === "csv") {
    close();
    throw misuse("Bookings are messages in JSON", "Use a JSON array or JSON lines of messages of the bookings queue.");
  }
  const ignored = columns?.ignored ?? [];
  if (ignored.length > 0) note(terminal, `Ignored: ${ignoredText(ignored)}.`);
  // 2. Every entry, as it is read.
  const { timeZone: clinicTimeZone, defaultCountry, countries } = options;
  // What is sent, and not when.
  const rest = { smsWording: DEFAULT_SMS_WORDING, sendWindow: ALWAYS_OPEN } as const;
  const defaults = { timeZone: clinicTimeZone, defaultCountry, countries, ...rest };
  const profiles = options.clinics === undefined ? undefined : readClinics(options.clinics, defaults);
  const clinics = clinicsInMemory(profiles?.clinics ?? [onlyClinic(defaults)]);
  const now = Date.now();
  const outlookOf = (appointment: AppointmentMessage) =>
    outlookFor(clinics.find(appointment.clinicId) ?? defaultClinic(clinics), now);
  const warnings = fileWarnings(columns, IMPORT_FIELDS, outlookOf);
  const report = options.json ? jsonFindings(terminal) : textFindings(terminal);
  const totals = {
    entries: 0,
    broken: 0,
    errors: 0,
    warnings: 0,
    NO_CONTACT: 0,
    DECLINED: 0,
    EXPIRED: 0,
    CANCELLED: 0,
  };
  const end = (broken?: string) => report.end(totals, { ignored: [...ignored, ...warnings.ignored.names], broken });
  try {
    if (columns && columns.doubtful.length > 0) {
      const findings = columns.doubtful.map(doubted);
      totals.errors += findings.length;
      await report.add({ line: columns.line }, findings);
    }
    const rules = { clinics, hasProfiles: profiles !== undefined, now, warnings };
    for await (const entry of entries) {
      if (areBookings) {
        for (const findings of bookingFindings(entry, rules)) {
          count(findings, totals);
          await report.add(entry.position, findings);
        }
        continue;
      }
      const check = profiles ? checkForClinic(entry.value, clinics) : checkAppointment(entry.value);
      const appointment = check.ok && !entry.faults ? check.appointment : undefined;
      const { clinicTimeZone: zone } = check.ok ? outlookOf(check.appointment) : { clinicTimeZone };
      const findings = [
        ...errorsOf(entry, check),
        ...reminderErrors(entry, check, { now, clinicTimeZone }, zone),
        ...(appointment && !profiles ? notChecked(appointment) : []).map(warned),
        ...warnings.of(entry, appointment).map(warned),
      ];
      count(findings, totals);
      await report.add(entry.position, findings);
    }
  } catch (error) {
    // 3. The report of what was read before an error in the file, or Ctrl-C.
    await end((error as CommandError).message);
    throw error;
  } finally {
    close();
  }
  const { names, more } = warnings.ignored;
  if (names.length > 0) note(terminal, `Ignored: ${ignoredText(names, "field", more)}.`);
  await end();
  if (totals.entries === 0) throw noEntries(name);
  return totals.errors > 0 || (options.strict && totals.warnings > 0) ? STATUS.failed : STATUS.done;
}

function count(findings: readonly Finding[], totals: Totals): void {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  totals.entries += 1;
  totals.errors += errors;
  totals.warnings += findings.length - errors;
  if (errors > 0) totals.broken += 1;
  for (const { code } of findings) if (isUnsent(code)) totals[code] += 1;
}

function isUnsent(code: Finding["code"]): code is (typeof UNSENT)[number] {
  return (UNSENT as readonly string[]).includes(code);
}
