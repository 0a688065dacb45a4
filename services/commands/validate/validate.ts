/** `validate`: does a file keep the contract? It asks AWS nothing. */
import { Command } from "commander";
import { checkAppointment } from "../../../contracts/appointment-message";
import { foreseenEnd, type Outlook } from "../../domain/foreseen-end";
import type { Entry } from "../files/entry";
import { CONTRACT_FIELDS, country, type FileOptions, takesFile, timeZone } from "../files/file-options";
import { ignoredText } from "../files/ignored-text";
import { readEntries } from "../files/read-entries";
import type { Session } from "../shared/command";
import { explain } from "../shared/explain";
import { type CommandError, STATUS, type Status } from "../shared/status";
import { note, type Terminal } from "../shared/terminal";
import { type Finding, jsonFindings, type Totals, textFindings } from "./findings";

interface ValidateOptions extends FileOptions {
  readonly defaultCountry: string;
  readonly timeZone: string;
  readonly json: boolean;
}

const HELP = `
Every line tells a place and what is wrong there, never what stands there. A warning is no error: the appointment keeps
the contract, but nobody would be reminded of it (NO_CONTACT: neither a usable phone number nor a usable email; EXPIRED:
it is over).

In CSV the columns are called as the fields of the contract; others are ignored. An empty cell is an absent field.

Exit status: 0 all keep the contract, 1 some do not, 2 the file cannot be used.`;

export function validateCommand(session: Session): Command {
  const command = new Command("validate")
    .description("whether a file of appointments keeps the contract; it needs no AWS account")
    .option("--default-country <code>", "where a phone number without a country code is", country, "US")
    .option("--time-zone <zone>", "where a local time without a timeZone is read", timeZone, "America/New_York")
    .option("--json", "print one JSON document, for scripts", false)
    .addHelpText("after", HELP);
  return takesFile(command).action(async (file: string, options: ValidateOptions) => {
    try {
      session.end(await validate(file, options, session.terminal));
    } catch (error) {
      session.fail(explain(error, ""));
    }
  });
}

async function validate(path: string, options: ValidateOptions, terminal: Terminal): Promise<Status> {
  // 1. The file as a whole.
  const { entries, ignored, close } = await readEntries({
    path,
    format: options.format,
    input: terminal.input ?? process.stdin,
    stop: terminal.interrupted,
    fields: CONTRACT_FIELDS,
    required: ["patientId", "appointmentTime"],
  });
  if (ignored.length > 0) note(terminal, `Ignored: ${ignoredText(ignored)}.`);
  // 2. Every entry, as it is read.
  const { timeZone: clinicTimeZone, defaultCountry } = options;
  const outlook: Outlook = { now: Date.now(), clinicTimeZone, defaultCountry, countries: "all" };
  const told = options.json ? jsonFindings(terminal) : textFindings(terminal);
  const totals = { entries: 0, broken: 0, errors: 0, NO_CONTACT: 0, EXPIRED: 0 };
  try {
    for await (const entry of entries) {
      const findings = findingsOf(entry, outlook);
      count(findings, totals);
      await told.tell(entry.place, findings);
    }
  } catch (error) {
    // 3. What came before the place where the file breaks, or Ctrl-C, is told all the same.
    await told.end(totals, (error as CommandError).message);
    throw error;
  } finally {
    close();
  }
  await told.end(totals);
  return totals.broken === 0 ? STATUS.done : STATUS.failed;
}

function findingsOf({ value }: Entry, outlook: Outlook): readonly Finding[] {
  if (value === undefined) return [{ severity: "error", field: "", problem: "must be JSON" }];
  const check = checkAppointment(value);
  if (!check.ok) return check.violations.map(({ field, problem }) => ({ severity: "error", field, problem }));
  const end = foreseenEnd(check.appointment, outlook);
  return end ? [{ severity: "warning", field: "", problem: FORESEEN[end], end }] : [];
}

const FORESEEN = {
  NO_CONTACT: "neither a usable phone number nor a usable email: it would end as NO_CONTACT",
  EXPIRED: "the appointment is over: it would end as EXPIRED",
};

function count(findings: readonly Finding[], totals: Totals): void {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  totals.entries += 1;
  totals.errors += errors;
  if (errors > 0) totals.broken += 1;
  for (const { end } of findings) if (end) totals[end] += 1;
}
