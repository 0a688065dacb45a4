/** `log replay`: publishes outcome events again, for subscribers that may have missed some. */
import type { Command } from "commander";
import { type DeliveryLogItem, isOutcome } from "../../../contracts/delivery-log";
import type { OutcomeEvent } from "../../../contracts/events/event-types";
import { systemClock } from "../../adapters/system-clock";
import { MAX_BATCH_ENTRIES } from "../../domain/concurrency/batches";
import type { OutcomeTopic } from "../../domain/ports";
import { rateBudgetInMemory } from "../../domain/rate-limit/rate-limiter";
import { outcomeEvent } from "../../domain/reporting/outcome-event";
import { errorCode } from "../../domain/retry/failure";
import { asAct, type RunningAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { type HistoryLines, historyLines } from "../audit/history-lines";
import type { NewAct } from "../audit/record-act";
import { outcomeTopic } from "../aws/operator-clients";
import { jsonText } from "../output/json-text";
import { startProgress } from "../output/progress";
import { misuse, STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { type ClinicFilter, withClinicFilter } from "../shared/clinic-filter";
import { type EnvironmentOptions, environmentCommand, runs, type Session, wholeNumber } from "../shared/command";
import { Counts } from "../shared/counts";
import type { Environment } from "../shared/environment";
import { aDay } from "./day";
import { itemsOf } from "./export";

interface Options extends EnvironmentOptions, ClinicFilter, BecauseOption {
  readonly notification?: string;
  readonly from?: string;
  readonly to?: string;
  readonly dryRun: boolean;
  /** Events a second. */
  readonly rate: number;
}

const HELP = `
The command publishes the event of each notification that has ended, from its current item in the log. A subscriber
recognises an event that it already has by the transition number. No reminder is sent. With --notification, the history
in the log gets a line that says who did it and why.
The notifications of a day are those first claimed on that day, in the clinic's time zone. --to defaults to --from.

  npm run -s ops -- log replay --from 2026-11-01 --to 2026-11-02 --dry-run

Exit status: 0 all published, 1 nothing found or not all published, 2 invalid options, 3 the environment cannot be
reached, 130 interrupted: a second run publishes all events again.`;

export function replayCommand(session: Session): Command {
  const { terminal } = session;
  const command = withClinicFilter(environmentCommand("replay", "publishes outcome events again"))
    .option("--notification <id>", "publish the event of this notification")
    .option("--from <date>", "publish the events of a range of days: the first day, YYYY-MM-DD", aDay)
    .option("--to <date>", "the last day, YYYY-MM-DD", aDay)
    .addOption(becauseOption())
    .option("--dry-run", "count the events, publish nothing", false)
    .option("--rate <number>", "publish at most this many events a second", wholeNumber, 100)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const items = selected(options, environment, terminal);
    if (options.dryRun) return replay(items, options, terminal);
    const because = await reasonFor(options, terminal);
    const topic = outcomeTopic(await environment.settings());
    const { notification, from, to, clinic, rate } = options;
    const subjects = { notificationIds: notification === undefined ? undefined : [notification], clinicIds: clinic };
    const act: NewAct = { act: "replay", because, ...subjects, options: { from, to, rate } };
    return asAct(environment, terminal, act, async (running) => {
      // A replay of whole days is in the audit only.
      const histories = notification === undefined ? undefined : historyLines(environment, running);
      const status = await replay(items, options, terminal, { topic, running, histories });
      histories?.noteMissing(terminal);
      return status;
    });
  });
}

/** @throws CommandError if the options select nothing, or contradict each other */
function selected(options: Options, environment: Environment, terminal: Terminal) {
  const { notification, from, to } = options;
  if ((notification === undefined) === (from === undefined))
    throw misuse("No events are selected", "Use --notification, or --from and --to.");
  if (notification !== undefined) {
    if (to !== undefined) throw misuse("--to requires --from");
    if (options.clinic) throw misuse("--clinic requires --from");
    return ofNotification(notification, environment);
  }
  const first = from ?? "";
  if (to !== undefined && first > to) throw misuse("--from is after --to");
  return itemsOf(environment.log, first, to ?? first, terminal, options);
}

async function* ofNotification(id: string, { log }: Environment): AsyncGenerator<DeliveryLogItem> {
  yield* await log.ofNotification(id);
}

interface Replay {
  readonly topic: OutcomeTopic;
  readonly running: RunningAct;
  readonly histories?: HistoryLines;
}

/** @param replaying absent in a dry run */
async function replay(
  items: AsyncIterable<DeliveryLogItem>,
  { json, rate }: Options,
  terminal: Terminal,
  replaying?: Replay,
): Promise<Status> {
  const { topic, running, histories } = replaying ?? {};
  const budget = rateBudgetInMemory(systemClock);
  const failed = new Counts();
  const progress = startProgress(terminal, "events");
  let published = 0;
  const publish = async (events: readonly OutcomeEvent[]) => {
    const { start = 0 } = (await budget.reserve((1_000 * events.length) / rate, Number.POSITIVE_INFINITY)) ?? {};
    if (topic && start > systemClock.now()) await systemClock.sleep(start - systemClock.now());
    try {
      await topic?.publish(events);
      published += events.length;
    } catch (error) {
      // Some of the batch may have been published: a second run publishes them again.
      for (const _ of events) failed.raise(errorCode(error));
    }
    progress.show(published + failed.total);
  };
  let batch: OutcomeEvent[] = [];
  try {
    for await (const item of items) {
      if (terminal.interrupted.aborted) break;
      if (isOutcome(item.status)) {
        await histories?.add(item, "REPLAYED");
        batch.push(outcomeEvent(item));
      }
      if (batch.length < MAX_BATCH_ENTRIES) continue;
      await publish(batch);
      batch = [];
    }
    if (batch.length > 0 && !terminal.interrupted.aborted) await publish(batch);
  } finally {
    // The counts are printed even after an error.
    progress.end();
    running?.found({ counts: { published, failed: failed.total } });
    const { aborted: interrupted } = terminal.interrupted;
    const verb = topic ? "published" : "would be published";
    const lines = [`${verb}: ${published}`, ...failed.lines((code, count) => `failed, ${code}: ${count}`)];
    say(terminal, json ? jsonText({ dryRun: !topic, interrupted, events: published, failed }) : lines.join("\n"));
  }
  if (terminal.interrupted.aborted) return STATUS.interrupted;
  if (published + failed.total === 0) note(terminal, "No notification of the selection has ended.");
  return published > 0 && failed.total === 0 ? STATUS.done : STATUS.failed;
}
