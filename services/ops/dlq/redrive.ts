import type { Command } from "commander";
import { sqsQueue } from "../../adapters/sqs-queue";
import type { DeadLetter } from "../../domain/redrive/dead-letter";
import { type DestinationQueues, type RedriveResult, redrive } from "../../domain/redrive/redrive";
import { asAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { type HistoryLines, historyLines } from "../audit/history-lines";
import type { NewAct } from "../audit/record-act";
import { confirmed } from "../output/confirm";
import { jsonText } from "../output/json-text";
import { startProgress } from "../output/progress";
import { misuse, STATUS, type Status } from "../output/status";
import { counted } from "../output/table";
import { note, say, type Terminal } from "../output/terminal";
import { clinicsCommand, type EnvironmentOptions, runs, type Session, wholeNumber } from "../shared/command";
import type { Environment } from "../shared/environment";
import { noteStops } from "../shared/stops/stops";
import { type Watched, watch, watchFor } from "../shared/watch";
import { allCounts, openDeadLetters, queueName } from "./dead-letters";
import { type FilterOptions, isFiltered, noteNotFound, recordedFilters, selectionOf, withFilters } from "./filters";
import { RedriveReport } from "./redrive-report";
import { throttleTo } from "./throttle";

interface Options extends EnvironmentOptions, FilterOptions, BecauseOption {
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** Messages a second. */
  readonly rate?: number;
  readonly reopen: boolean;
  readonly watch: boolean;
  /** ms */
  readonly watchFor: number;
}

const HELP = `
Each message is moved to the queue that it belongs to, and deleted from the DLQ only after that queue accepted it: Ctrl-C
or a crash at any point loses nothing, and a second run is safe. Each reminder is sent at most once more, and not at all
if it has been sent already or its appointment is over. Messages that still break the contract are kept, and so are those
whose notification an operator dropped, unless --reopen undoes the drop. A booking keeps the time at which it first
reached SQS: if it is older than what the appointments table has, it changes nothing. A receipt is recorded once, however
often it arrives, and so is an answer, which keeps that time, too.`;

export function redriveCommand(session: Session): Command {
  const { terminal } = session;
  const command = withFilters(clinicsCommand("redrive", "moves messages back to the queue that each belongs to"))
    .addOption(becauseOption())
    .option("--dry-run", "print what would be moved, and move nothing", false)
    .option("--yes", "do not ask for confirmation", false)
    .option("--rate <number>", "move at most this many messages a second", wholeNumber)
    .option("--reopen", "also move messages whose notification was dropped; needs a filter", false)
    .option("--watch", "follow the moved reminders to their outcomes", false)
    .addOption(watchFor().implies({ watch: true }))
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const begin = await preparation(options, environment, terminal);
    const because = options.dryRun ? "" : await reasonFor(options, terminal);
    // 1. What would be moved.
    const isPlanned = options.dryRun || !options.yes;
    if (isPlanned) {
      const planned = new RedriveReport();
      await begin(planned);
      await noteStops(planned.sent, environment, terminal, options.watch);
      if (options.dryRun || planned.moved === 0) return end(planned, options, environment, terminal);
      const question = `Move ${counted(planned.moved, "message")} back?`;
      if (!(await confirmed(terminal, question))) return declined(options, environment, terminal);
    }
    // 2. The move. The report is printed even after an error.
    const report = new RedriveReport();
    const { options: filters, ...subjects } = recordedFilters(options);
    const { rate, reopen } = options;
    const act: NewAct = { act: "redrive", because, ...subjects, options: { ...filters, rate, reopen } };
    await asAct(environment, terminal, act, async (running) => {
      const histories = historyLines(environment, running);
      try {
        await begin(report, histories);
      } catch (error) {
        print(report, options, environment, terminal);
        throw error;
      } finally {
        running.found({ counts: report.counts, notificationIds: report.notificationIds });
        histories.noteMissing(terminal);
      }
      if (terminal.interrupted.aborted) return STATUS.interrupted;
      return report.failed > 0 ? STATUS.failed : STATUS.done;
    });
    const { watch: follows, json } = options;
    if (!isPlanned) await noteStops(report.sent, environment, terminal, follows);
    if (!follows || terminal.interrupted.aborted) return end(report, options, environment, terminal);
    // 3. The outcomes.
    if (!json) print(report, options, environment, terminal);
    const status = statusOf(report, options, terminal);
    const document = documentOf(report, options, environment, terminal);
    const watched = await watch(report.notifications, environment, terminal, { ...options, document });
    return Math.max(status, watched) as Status;
  });
}

/** @returns a function that redrives the DLQ once; without histories to note it in, it only reports what it would move */
async function preparation(options: Options, environment: Environment, terminal: Terminal) {
  if (options.reopen && !isFiltered(options))
    throw misuse("--reopen needs a filter", "Use --message, --notification, --reason, --older-than or --newer-than.");
  const startedAt = Date.now();
  const selects = selectionOf(options, startedAt);
  const clinics = await environment.clinics();
  const opened = await openDeadLetters(environment, options.source);
  const open = async (name: string) => sqsQueue(environment.sqs, await environment.queueUrl(name));
  const queues: DestinationQueues = {
    appointments: await open(environment.names.appointmentsQueue),
    "email-fallback": await open(environment.names.emailQueue),
    bookings: await open(environment.names.bookingsQueue),
    receipts: await open(environment.names.receiptsQueue),
    replies: await open(environment.names.repliesQueue),
  };
  return async (report: RedriveReport, histories?: HistoryLines): Promise<void> => {
    const { visible } = await allCounts(opened);
    const progress = startProgress(terminal, "messages");
    const before = new Map<string, Watched>();
    const onResult = (message: DeadLetter, result: RedriveResult) => {
      report.add(result, before.get(message.id), message.parsed.ok ? message.parsed.clinic?.id : undefined);
      progress.show(report.seen, visible);
    };
    const droppedAt = async ({ id, parsed }: DeadLetter) => {
      if (!parsed.ok || !parsed.key) return undefined;
      const item = await environment.log.item(parsed.key);
      before.set(id, { key: parsed.key, before: item });
      return item?.droppedAt;
    };
    try {
      const { interrupted } = terminal;
      const { reopen: reopens } = options;
      const throttle = options.rate && { throttle: throttleTo(options.rate, terminal) };
      const beforeMove = async ({ id }: DeadLetter) => {
        const item = before.get(id)?.before;
        if (item) await histories?.add(item, "REDRIVEN");
      };
      const dryRun = histories === undefined;
      const moves = { startedAt, clinics, selects, dryRun, interrupted, ...throttle, droppedAt, reopens, beforeMove };
      const common = { ...moves, onResult };
      for (const { queue, parse } of opened) {
        await redrive(queue, queues, { ...common, parse: (message) => parse(message, clinics) });
      }
    } finally {
      progress.end();
    }
  };
}

function end(report: RedriveReport, options: Options, environment: Environment, terminal: Terminal): Status {
  print(report, options, environment, terminal);
  return statusOf(report, options, terminal);
}

function print(report: RedriveReport, options: Options, environment: Environment, terminal: Terminal): void {
  if (options.json) {
    say(terminal, jsonText(documentOf(report, options, environment, terminal)));
    return;
  }
  const verb = options.dryRun ? "would move" : "moved";
  for (const line of report.lines(verb, (source) => queueName(source, environment.names))) say(terminal, line);
}

function documentOf(
  report: RedriveReport,
  { dryRun }: Options,
  { name }: Environment,
  { interrupted }: Terminal,
): object {
  return { environment: name, interrupted: interrupted.aborted, ...report.json(dryRun) };
}

function statusOf(report: RedriveReport, options: Options, terminal: Terminal): Status {
  if (terminal.interrupted.aborted) {
    note(terminal, "Interrupted: the other messages are still in the DLQ. The same command moves them.");
    return STATUS.interrupted;
  }
  if (report.selected === 0 && noteNotFound(options, terminal)) return STATUS.failed;
  return report.failed > 0 ? STATUS.failed : STATUS.done;
}

/** The operator answered no. */
function declined(options: Options, environment: Environment, terminal: Terminal): Status {
  if (options.json) print(new RedriveReport(), options, environment, terminal);
  note(terminal, "Nothing was moved.");
  return terminal.interrupted.aborted ? STATUS.interrupted : STATUS.done;
}
