import { type Command, InvalidArgumentError, Option } from "commander";
import { type NotificationStatus, STATUSES } from "../../../contracts/delivery-log";
import type { DayEntry } from "../../adapters/dynamodb/digest/dynamo-attention-log";
import { lastDays } from "../../domain/appointment/appointment-time";
import { jsonText } from "../output/json-text";
import { misuse, STATUS } from "../output/status";
import { counted } from "../output/table";
import { note, say } from "../output/terminal";
import { hanging } from "../output/wrap";
import { type ClinicFilter, isOfClinic, withClinicFilter } from "../shared/clinic-filter";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import { answersText, countAnswers } from "./answer-counts";
import { listText, publicEntry, remediesText, totalsOf, totalsText } from "./day-report";
import { countReceipts, receiptsText } from "./receipt-counts";
import { countByMoment, readWaiting, waitingText } from "./waiting";

interface Options extends EnvironmentOptions, ClinicFilter {
  readonly byClinic: boolean;
  readonly status?: readonly NotificationStatus[];
  /** The earlier name of `status`. */
  readonly state?: readonly NotificationStatus[];
  readonly list: boolean;
}

const UNDELIVERED: NotificationStatus = "UNDELIVERED";

const HELP = `
The notifications of a day are those first claimed on that day, in the clinic's time zone. The totals are by state and
reason, with --by-clinic also by clinic; --list also prints each notification. Of the patients' answers, the last one to
each notification counts; what waits for staff is listed by \`replies list\`.

--status UNDELIVERED lists those that became undelivered on that day, whenever they were claimed, and still are: for the
staff who call these patients. What is reopened by a corrected contact, or delivered after all, is no longer among them.`;

export function dayCommand(session: Session): Command {
  const { terminal } = session;
  const command = withClinicFilter(environmentCommand("day", "counts a day's notifications, by state and reason"))
    .argument("[date]", "YYYY-MM-DD (default: today)", aDay)
    .option("--status <state>", `only notifications in this state; repeatable; one of ${STATUSES.join(", ")}`, aState)
    .addOption(new Option("--state <state>", "the same as --status").argParser(aState).hideHelp())
    .option("--by-clinic", "count by clinic, too", false)
    .option("--list", "also print each notification", false)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment, [date]) => {
    const { json, byClinic } = options;
    const state = selectedStates(options);
    const isUndelivered = state?.includes(UNDELIVERED) === true;
    const list = options.list || isUndelivered;
    const { clinicTimeZone } = await environment.settings();
    const [day = ""] = date ? [date] : lastDays(Date.now(), clinicTimeZone, 0);
    const entries: DayEntry[] = [];
    for await (const entry of isUndelivered ? environment.log.attentionOn(day) : environment.log.ofDay(day)) {
      if (terminal.interrupted.aborted) break;
      if ((!state || state.includes(entry.status)) && isOfClinic(entry, options)) entries.push(entry);
    }
    const { aborted: interrupted } = terminal.interrupted;
    const since = ({ attentionAt, createdAt }: DayEntry) => (isUndelivered && attentionAt) || createdAt;
    entries.sort((one, other) => since(one).localeCompare(since(other)));
    const totals = totalsOf(entries, byClinic);
    const waiting = await readWaiting(entries, environment.log);
    const receipts = state ? undefined : countReceipts(entries);
    const answers = countAnswers(entries);
    const twice = entries.filter(({ possibleDuplicate }) => possibleDuplicate).length;
    if (json) {
      say(
        terminal,
        jsonText({
          day,
          interrupted,
          total: entries.length,
          possibleDuplicate: twice,
          totals,
          ...(receipts && { receipts }),
          answers,
          waiting: countByMoment(waiting),
          ...(list && { notifications: entries.map((entry) => publicEntry(entry, waiting)) }),
        }),
      );
    } else {
      const what = isUndelivered ? "notification that became undelivered" : "notification";
      const many = isUndelivered ? "notifications that became undelivered" : undefined;
      say(terminal, `${day}: ${counted(entries.length, what, many)}`);
      if (totals.length > 0) say(terminal, `\n${totalsText(totals, byClinic, terminal.columns)}`);
      if (isUndelivered && totals.length > 0) say(terminal, `\n${remediesText(totals, terminal.columns)}`);
      const received = receipts && receiptsText(receipts);
      if (received) say(terminal, `\n${hanging(received, terminal.columns)}`);
      const answered = answersText(answers);
      if (answered) say(terminal, `\n${hanging(answered, terminal.columns)}`);
      const waits = waitingText(waiting, clinicTimeZone);
      if (waits) say(terminal, `\n${hanging(waits, terminal.columns)}`);
      const doubt = `Possible duplicates, since a carrier's response was lost: ${twice}.`;
      if (twice > 0) say(terminal, `\n${hanging(doubt, terminal.columns)}`);
      if (list && entries.length > 0)
        say(terminal, `\n${listText(entries, waiting, clinicTimeZone, terminal.columns)}`);
    }
    if (!interrupted) return STATUS.done;
    note(terminal, "Interrupted: the totals are incomplete.");
    return STATUS.interrupted;
  });
}

/** @throws CommandError if their notifications are found by different days */
function selectedStates({ status, state }: Options): readonly NotificationStatus[] | undefined {
  const states = [...(status ?? []), ...(state ?? [])];
  if (states.includes(UNDELIVERED) && states.some((one) => one !== UNDELIVERED))
    throw misuse(
      "--status UNDELIVERED cannot be combined with other states",
      "Its day is another one: run it by itself.",
    );
  return states.length > 0 ? states : undefined;
}

/** Parses an option or argument: an existing day. */
export function aDay(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) {
    throw new InvalidArgumentError("Must be an existing day, such as 2026-12-01.");
  }
  return text;
}

function aState(text: string, former: readonly NotificationStatus[] = []): NotificationStatus[] {
  const state = STATUSES.find((known) => known === text.toUpperCase());
  if (!state) throw new InvalidArgumentError(`Must be one of ${STATUSES.join(", ")}.`);
  return [...former, state];
}
