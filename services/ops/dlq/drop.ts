import type { Command } from "commander";
import {
  BOOKINGS_SOURCE,
  RECEIPTS_SOURCE,
  REPLIES_SOURCE,
  type SourceQueue,
} from "../../../contracts/queue-attributes";
import { dynamoDeliveryLog } from "../../adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { systemClock } from "../../adapters/system-clock";
import { systemRandom } from "../../adapters/system-random";
import type { DeadLetter } from "../../domain/redrive/dead-letter";
import { type DropDependencies, recordDrop } from "../../domain/redrive/drop";
import { errorCode } from "../../domain/retry/failure";
import { asAct, type RunningAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { outcomeTopic } from "../aws/operator-clients";
import { confirmed } from "../output/confirm";
import { jsonText } from "../output/json-text";
import { misuse, STATUS } from "../output/status";
import { counted } from "../output/table";
import { note, say, type Terminal } from "../output/terminal";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { allCounts, DeadLetterScans, noteInFlight, openDeadLetters, type Selects } from "./dead-letters";
import { type Dropped, DropReport } from "./drop-report";
import { type FilterOptions, isFiltered, noteNotFound, recordedFilters, selectionOf, withFilters } from "./filters";

interface Options extends EnvironmentOptions, FilterOptions, BecauseOption {
  readonly dryRun: boolean;
  readonly yes: boolean;
}

const HELP = `
At least one filter is required. Before a message is deleted, the delivery log records ALL_FAILED with the text of
--because; everyone who can read the log can read it, so name no diagnosis. Copies of the reminder in other queues are no
longer sent, until an operator undoes the drop with redrive --reopen. A message whose notification is in progress is
kept. A booking has no notification, and that of a receipt or an answer stays as it is: they are deleted, and nothing is
recorded.`;

export function dropCommand(session: Session): Command {
  const { terminal } = session;
  const command = withFilters(clinicsCommand("drop", "drops messages that can never be sent, and records why"))
    .addOption(becauseOption("why, for the delivery log and the audit: up to 200 characters"))
    .option("--dry-run", "print the number of messages, and drop nothing", false)
    .option("--yes", "do not ask for confirmation", false)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    if (!isFiltered(options))
      throw misuse("A filter is required", "Use --message, --notification, --reason, --older-than or --newer-than.");
    const because = options.dryRun ? "" : await reasonFor(options, terminal);
    const startedAt = Date.now();
    const selects = selectionOf(options, startedAt);
    const opened = await openDeadLetters(environment, options.source);
    const clinics = await environment.clinics();
    const deps = await dependencies(environment);
    const startScan = () => new DeadLetterScans(opened, clinics, terminal.interrupted);
    const report = new DropReport();
    // 1. What would be dropped.
    let agreed: Selects = (message) => message.sentAt <= startedAt;
    if (options.dryRun || !options.yes) {
      const found = await idsOf(startScan(), selects);
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
      // The operator has not agreed to what arrived since.
      agreed = ({ id }) => found.has(id);
    }
    // 2. The drop, one message at a time: first the log, then the DLQ.
    return asAct(environment, terminal, { act: "drop", because, ...recordedFilters(options) }, async (act) => {
      const scan = startScan();
      try {
        for await (const message of scan.messages()) {
          if (terminal.interrupted.aborted) break;
          if (!selects(message)) continue;
          if (agreed(message)) report.add(await drop(message, scan, act, deps), message);
          else report.add("arrived");
        }
      } finally {
        // 3. The report, even after an error.
        act.found(report.found());
        print(report, options, terminal);
        await scan.end();
      }
      if (terminal.interrupted.aborted) return STATUS.interrupted;
      if (report.seen === 0) noteNotFound(options, terminal);
      if (report.seen === 0) noteInFlight(await allCounts(opened), terminal);
      return report.isComplete ? STATUS.done : STATUS.failed;
    });
  });
}

function print(report: DropReport, { json }: Options, terminal: Terminal): void {
  if (json) say(terminal, jsonText({ dryRun: false, interrupted: terminal.interrupted.aborted, ...report.json() }));
  else for (const line of report.lines()) say(terminal, line);
}

type Scan = DeadLetterScans;

/** What has no notification, so that its drop is recorded nowhere. */
const UNRECORDED: Readonly<Partial<Record<SourceQueue, Dropped>>> = {
  [BOOKINGS_SOURCE]: "booking",
  [RECEIPTS_SOURCE]: "receipt",
  [REPLIES_SOURCE]: "reply",
};

async function drop(message: DeadLetter, scan: Scan, by: RunningAct, deps: DropDependencies): Promise<Dropped> {
  try {
    const unrecorded = UNRECORDED[message.source];
    if (unrecorded) {
      await scan.delete(message);
      return unrecorded;
    }
    const { kind } = await recordDrop(message, by, deps);
    if (kind !== "in-progress") await scan.delete(message);
    return kind;
  } catch (error) {
    // The other messages are dropped nevertheless.
    return { failed: errorCode(error) };
  }
}

async function idsOf(scan: Scan, selects: Selects): Promise<Set<string>> {
  const found = new Set<string>();
  try {
    for await (const message of scan.messages()) if (selects(message)) found.add(message.id);
  } finally {
    await scan.end();
  }
  return found;
}

async function dependencies(environment: Environment): Promise<DropDependencies> {
  const deployed = await environment.settings();
  const { clinicTimeZone, retentionDays } = deployed;
  const clinics = await environment.clinics();
  const settings = { leaseMs: 0, retentionDays, clinicTimeZone };
  return {
    log: dynamoDeliveryLog(environment.dynamo, environment.names.deliveryLogTable, settings, systemClock),
    topic: outcomeTopic(deployed),
    clock: systemClock,
    random: systemRandom,
    clinics,
  };
}
