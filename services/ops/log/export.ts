import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Command, Option } from "commander";
import { stringify } from "csv-stringify";
import { daysBetween } from "../../domain/appointment/appointment-time";
import { asAct, type RunningAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import type { NewAct } from "../audit/record-act";
import type { LogReader } from "../aws/dynamo-log-reader";
import { jsonDocument } from "../output/json-document";
import { jsonText } from "../output/json-text";
import { printable } from "../output/printable";
import { misuse, STATUS } from "../output/status";
import { counted } from "../output/table";
import { note, type Terminal } from "../output/terminal";
import { type ClinicFilter, isOfClinic, withClinicFilter } from "../shared/clinic-filter";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import { aDay } from "./day";
import { itemWithData, publicItem } from "./public-item";

interface Options extends EnvironmentOptions, ClinicFilter, BecauseOption {
  readonly from: string;
  readonly to: string;
  readonly format: "csv" | "jsonl";
  readonly reveal: boolean;
}

const COLUMNS = [
  "notificationId",
  "patientId",
  "appointmentId",
  "appointmentTime",
  "status",
  "channel",
  "reason",
  "messageId",
  "attempts",
  "sendInDoubt",
  "possibleDuplicate",
  "createdAt",
  "updatedAt",
  "smsParts",
  "revision",
  "transition",
  "duplicates",
  "lastDuplicateAt",
  "clinicId",
  "reply",
  "repliedAt",
];
const DATA = ["doctorName", "phoneNumber", "email"];
/** Notifications that are read in one call. */
const BATCH = 100;

const HELP = `
Writes one line for each notification to standard output: CSV with a header, or JSON lines, which include the history.
--json prints the same as one JSON document, with the count and whether it is complete. Times are UTC. The notifications
of a day are those first claimed on that day, in the clinic's time zone. Names and contacts are omitted without --reveal.

  npm run -s ops -- log export --from 2026-11-01 --to 2026-11-30 > november.csv`;

export function exportCommand(session: Session): Command {
  const { terminal } = session;
  const command = withClinicFilter(environmentCommand("export", "exports all notifications of a range of days"))
    .requiredOption("--from <date>", "the first day, YYYY-MM-DD", aDay)
    .requiredOption("--to <date>", "the last day, YYYY-MM-DD", aDay)
    .addOption(new Option("--format <format>", "the output format").choices(["csv", "jsonl"]).default("csv"))
    .option("--reveal", "include names and contacts, which are patient data", false)
    .addOption(becauseOption("why, for the audit, with --reveal: up to 200 characters"))
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const { from, to, format, json, reveal } = options;
    if (from > to) throw misuse("--from is after --to");
    const { log } = environment;
    const exportAll = async (act?: RunningAct) => {
      let count = 0;
      const rows = async function* () {
        for await (const item of itemsOf(log, from, to, terminal, options)) {
          count += 1;
          yield reveal ? itemWithData(item) : publicItem(item);
        }
      };
      if (reveal) note(terminal, "The export has patient data: names, phone numbers, email addresses.");
      try {
        if (json) await writeDocument(rows(), terminal);
        else if (format === "jsonl") await pipeline(Readable.from(lines(rows())), terminal.out, { end: false });
        else await pipeline(Readable.from(rows()), csv(reveal), terminal.out, { end: false });
      } finally {
        act?.found({ counts: { notifications: count } });
      }
      const { aborted } = terminal.interrupted;
      note(terminal, `${counted(count, "notification")}${aborted ? ", incomplete: interrupted" : ""}.`);
      return aborted ? STATUS.interrupted : STATUS.done;
    };
    if (!reveal) return exportAll();
    const because = await reasonFor(options, terminal);
    const recorded = { command: "log export", from, to };
    const act: NewAct = { act: "reveal", because, clinicIds: options.clinic, options: recorded };
    return asAct(environment, terminal, act, exportAll);
  });
}

/** Reads whole items, with one batch in memory at a time. */
export async function* itemsOf(
  log: LogReader,
  from: string,
  to: string,
  { interrupted }: Terminal,
  filter: ClinicFilter,
) {
  let keys: { notificationId: string; timestamp: number }[] = [];
  for await (const entry of log.ofDays(daysBetween(from, to), { now: Date.now(), interrupted })) {
    if (interrupted.aborted) return;
    if (!isOfClinic(entry, filter)) continue;
    keys.push(entry);
    if (keys.length < BATCH) continue;
    yield* await log.items(keys);
    keys = [];
  }
  if (!interrupted.aborted) yield* await log.items(keys);
}

/** Invisible characters that join letters of some scripts, and belong to names. */
const JOINERS = "\u200c\u200d";

/**
 * Prevents that a sender's text becomes a formula in a spreadsheet: at the start of a cell (`escape_formulas`), or
 * after a separator of another locale, also inside quotes.
 */
function withoutFormulas(text: string): string {
  return printable(text, JOINERS).replace(/([;,|][\s"]*)(?=[=+\-@])/g, "$1'");
}

async function writeDocument(rows: AsyncIterable<object>, terminal: Terminal): Promise<void> {
  const document = jsonDocument(terminal, "notifications");
  let count = 0;
  let complete = false;
  try {
    for await (const row of rows) {
      await document.add(row);
      count += 1;
    }
    complete = !terminal.interrupted.aborted;
  } finally {
    await document.end({ count, complete });
  }
}

async function* lines(rows: AsyncIterable<object>) {
  for await (const row of rows) yield `${jsonText(row)}\n`;
}

function csv(reveal: boolean) {
  return stringify({
    header: true,
    columns: reveal ? [...COLUMNS, ...DATA] : COLUMNS,
    cast: { boolean: String, string: withoutFormulas },
    quoted_match: /[;|]/,
    escape_formulas: true,
  });
}
