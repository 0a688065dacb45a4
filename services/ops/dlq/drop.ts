import type { Command } from "commander";
import { dynamoDeliveryLog } from "../../adapters/dynamodb/dynamo-delivery-log";
import { snsOutcomeTopic } from "../../adapters/sns-outcome-topic";
import { systemClock } from "../../adapters/system-clock";
import { systemRandom } from "../../adapters/system-random";
import { type DeadLetter, type DeadLetterQueue, Look } from "../../domain/redrive/dead-letter-queue";
import { type DropDependencies, recordDrop } from "../../domain/redrive/drop";
import { errorCode } from "../../domain/retry/failure";
import { sns } from "../aws/operator-clients";
import { confirmed } from "../output/confirm";
import { jsonText } from "../output/json-text";
import { misuse, STATUS } from "../output/status";
import { counted } from "../output/table";
import { note, say, type Terminal } from "../output/terminal";
import { becauseText } from "../shared/because";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { noteInFlight, openDeadLetters, type Selects } from "./dead-letters";
import { type Dropped, DropReport } from "./drop-report";
import { type FilterOptions, isFiltered, noteUnseen, selectionOf, withFilters } from "./filters";

interface Options extends EnvironmentOptions, FilterOptions {
  readonly because: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

const HELP = `
At least one filter is needed. The text of --because is written to the delivery log, with ALL_FAILED, before the
message is deleted; everybody who can read the log can read it, so name no diagnosis. No copy of the reminder is sent
any more, wherever it waits, until an operator takes the drop back with redrive --reopen. A message whose notification
is in progress is kept.`;

export function dropCommand(session: Session): Command {
  const { terminal } = session;
  const command = withFilters(environmentCommand("drop", "drops messages that can never be sent, and records why"))
    .requiredOption("--because <text>", "why, for the delivery log: up to 200 characters", becauseText)
    .option("--dry-run", "print how many, and drop nothing", false)
    .option("--yes", "do not ask", false)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    if (!isFiltered(options))
      throw misuse("Say which messages", "By --message, --notification, --reason, --older-than or --newer-than.");
    const startedAt = Date.now();
    const selects = await selectionOf(options, environment, startedAt);
    const { queue, counts } = await openDeadLetters(environment);
    const deps = await dependencies(environment);
    const report = new DropReport();
    // 1. What it is about.
    let wanted: Selects = (letter) => letter.sentAt <= startedAt;
    if (options.dryRun || !options.yes) {
      const found = await idsOf(queue, selects, terminal);
      if (options.dryRun) {
        const { aborted: interrupted } = terminal.interrupted;
        const document = { dryRun: true, interrupted, messages: found.size };
        say(terminal, options.json ? jsonText(document) : `would drop: ${found.size}`);
        if (interrupted) return STATUS.interrupted;
        return found.size > 0 ? STATUS.done : STATUS.failed;
      }
      if (found.size > 0 && !(await confirmed(terminal, `Drop ${counted(found.size, "message")} for good?`))) {
        if (options.json) print(report, options, terminal);
        note(terminal, "Nothing was dropped.");
        return terminal.interrupted.aborted ? STATUS.interrupted : STATUS.done;
      }
      // What came since then nobody has agreed to.
      wanted = ({ id }) => found.has(id);
    }
    // 2. One after the other: first the log, then the DLQ.
    const look = new Look(queue, terminal.interrupted);
    try {
      for await (const letter of look.letters()) {
        if (terminal.interrupted.aborted) break;
        if (selects(letter)) report.add(wanted(letter) ? await drop(letter, look, options.because, deps) : "arrived");
      }
    } finally {
      // 3. What became of them, even if an error ends it.
      print(report, options, terminal);
      await look.end();
    }
    if (terminal.interrupted.aborted) return STATUS.interrupted;
    if (report.seen === 0) noteUnseen(options, terminal);
    if (report.seen === 0) noteInFlight(await counts(), terminal);
    return report.isComplete ? STATUS.done : STATUS.failed;
  });
}

function print(report: DropReport, { json }: Options, terminal: Terminal): void {
  if (json) say(terminal, jsonText({ dryRun: false, interrupted: terminal.interrupted.aborted, ...report.json() }));
  else for (const line of report.lines()) say(terminal, line);
}

/** @returns what became of it, or the code of the error that keeps it in the DLQ */
async function drop(letter: DeadLetter, look: Look, because: string, deps: DropDependencies): Promise<Dropped> {
  try {
    const { kind } = await recordDrop(letter, because, deps);
    if (kind !== "in work") await look.delete(letter);
    return kind;
  } catch (error) {
    // The others are dropped all the same.
    return { failed: errorCode(error) };
  }
}

async function idsOf(queue: DeadLetterQueue, selects: Selects, { interrupted }: Terminal): Promise<Set<string>> {
  const look = new Look(queue, interrupted);
  const found = new Set<string>();
  try {
    for await (const letter of look.letters()) if (selects(letter)) found.add(letter.id);
  } finally {
    await look.end();
  }
  return found;
}

async function dependencies(environment: Environment): Promise<DropDependencies> {
  const { clinicTimeZone, defaultCountry, countries, retentionDays, topicArn } = await environment.settings();
  const settings = { leaseMs: 0, retentionDays, clinicTimeZone };
  return {
    log: dynamoDeliveryLog(environment.dynamo, environment.names.deliveryLogTable, settings, systemClock),
    topic: snsOutcomeTopic(sns(), topicArn),
    clock: systemClock,
    random: systemRandom,
    clinicTimeZone,
    defaultCountry,
    countries,
  };
}
