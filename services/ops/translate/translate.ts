/** `translate`: what becomes of messages in FHIR or HL7 v2, without AWS. */
import { Command, Option } from "commander";
import { readTranslation } from "../../domain/bookings/read-translation";
import { TRANSLATORS } from "../../domain/bookings/translators";
import { CLINIC_OPTION, type ClinicSettings, clinicsFor, takesSettings } from "../files/clinic-settings";
import { openMessages, readMessages, TRANSLATED_FORMATS, type TranslatedFormat } from "../files/messages/message-file";
import { explain } from "../output/explain";
import { STATUS, type Status } from "../output/status";
import { note, type Terminal } from "../output/terminal";
import type { Session } from "../shared/command";
import { jsonReport, type Totals, textReport } from "./translated-report";

interface TranslateOptions extends ClinicSettings {
  readonly format?: TranslatedFormat;
  readonly clinic?: string;
  readonly reveal: boolean;
  readonly json: boolean;
}

const HELP = `
Each part of the file is shown: a booking with its fields and the elements that they come from, what was left out or
decided (note), what cannot be translated (rejected), and what says nothing of an appointment (ignored). It is what the
bookings queue would make of the file as one message. docs/ehr.md has the rules.

The file has a message or a bundle of FHIR R4 in JSON, one resource of FHIR on each line, or messages or a batch file of
HL7 v2 (ER7). Names, places, contacts and texts are shown with --reveal only. Nothing is recorded: the file is yours.

--clinics is the file of the clinic profiles, by whose senderNames and rules each booking is read, and --clinic the message
attribute clinicId. Without --clinics, the deployment is taken to have no profiles.

  npm run ops -- translate message.hl7 --time-zone America/Los_Angeles
  npm run ops -- translate bundle.json --clinics clinics.json --reveal

Exit status: 0 everything is translated or ignored, 1 something is rejected, 2 the file or an option cannot be used.`;

export function translateCommand(session: Session): Command {
  const command = new Command("translate")
    .description("shows what becomes of messages in FHIR or HL7 v2, without AWS")
    .argument("<file>", "of FHIR R4 (JSON) or HL7 v2 (ER7), in UTF-8 or UTF-16; - is standard input")
    .addOption(
      new Option("--format <format>", "the messages' format (default: detected by content)").choices(
        TRANSLATED_FORMATS,
      ),
    )
    .option("--clinic <id>", CLINIC_OPTION)
    .option("--reveal", "show patient data: names, places, contacts and texts", false)
    .option("--json", "print one JSON document, for scripts", false)
    .addHelpText("after", HELP);
  return takesSettings(command).action(async (file: string, options: TranslateOptions) => {
    try {
      session.end(await translate(file, options, session.terminal));
    } catch (error) {
      session.fail(explain(error, ""), options.json);
    }
  });
}

async function translate(path: string, options: TranslateOptions, terminal: Terminal): Promise<Status> {
  const { clinic: clinicId, reveal, json } = options;
  const { clinics } = clinicsFor(options);
  const opened = await openMessages(path, terminal.input ?? process.stdin, terminal.interrupted);
  const totals: Totals = { bookings: 0, rejected: 0, ignored: 0 };
  const report = (json ? jsonReport : textReport)(terminal, reveal);
  try {
    const { format, messages } = await readMessages(opened, options.format);
    const settings = { clinics, clinicId, now: Date.now() };
    if (reveal) note(terminal, "The output has patient data: keep it out of tickets and chats.");
    try {
      for await (const { body, line } of messages) {
        for (const part of readTranslation(TRANSLATORS[format], body, settings)) {
          totals[COUNTED[part.kind]] += 1;
          await report.add(part, line);
        }
      }
    } finally {
      await report.end(totals);
    }
  } finally {
    opened.close();
  }
  return totals.rejected > 0 ? STATUS.failed : STATUS.done;
}

const COUNTED = { booking: "bookings", untranslatable: "rejected", ignored: "ignored" } as const;
