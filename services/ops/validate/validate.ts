/** `validate`: checks a file against the contract, and for data that would be lost, without AWS. */
import { Command, Option } from "commander";
import { CLINIC_OPTION, takesSettings } from "../files/clinic-settings";
import { takesFile } from "../files/file-options";
import { TRANSLATED_FORMATS } from "../files/messages/message-file";
import { explain } from "../output/explain";
import type { Session } from "../shared/command";
import { type ValidateOptions, validateFile } from "./validate-file";

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

Files of FHIR R4 and HL7 v2 are recognised by their first line, and are checked as messages of the bookings queue: the
findings name the elements, such as PID-13[2]. \`translate\` shows which fields they become, and what is left out.

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
    .option("--clinic <id>", CLINIC_OPTION)
    .option("--strict", "also end with status 1 if there are warnings", false)
    .option("--json", "print one JSON document, for scripts", false)
    .addHelpText("after", HELP);
  return takesSettings(takesFile(command, TRANSLATED_FORMATS)).action(
    async (file: string, options: ValidateOptions) => {
      try {
        session.end(await validateFile(file, options, session.terminal));
      } catch (error) {
        session.fail(explain(error, ""), options.json);
      }
    },
  );
}
