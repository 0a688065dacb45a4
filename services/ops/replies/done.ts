import type { Command } from "commander";
import { asAct, type RunningAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { historyLines } from "../audit/history-lines";
import { type Closed, type Closing, closeReply } from "../aws/dynamo-replies";
import { jsonText } from "../output/json-text";
import { printable } from "../output/printable";
import { STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { momentText } from "../output/time-text";
import { hanging } from "../output/wrap";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { shortName } from "../shared/short-name";
import { zoneOf } from "../shared/stops/stops";
import { subjectsOf } from "./public-reply";

interface Options extends EnvironmentOptions, BecauseOption {}

interface Result extends Closed {
  readonly replyId: string;
}

const HELP = `
The table sms-replies-<environment> records who closed the answer, when, and what was done; the answer no longer waits.
It stays in the table as long as before. If somebody has closed it already, that record is kept. Everyone who can read
the table can read the text, so name no patient and no diagnosis.

  npm run ops -- replies done ID --because "called, comes at 10"`;

export function doneCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand("done", "closes answers that a person has dealt with")
    .argument("<id...>", "the answers' ids, as in `replies list`")
    .addOption(becauseOption("what was done, for the record and the audit: up to 200 characters"))
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment, ids) => {
    const because = await reasonFor(options, terminal);
    return asAct(environment, terminal, { act: "reply-done", because, replyIds: ids }, (act) =>
      close([...new Set(ids)], act, environment, terminal, options.json),
    );
  });
}

async function close(
  ids: readonly string[],
  act: RunningAct,
  environment: Environment,
  terminal: Terminal,
  json: boolean,
): Promise<Status> {
  const { dynamo, names, name } = environment;
  const closing: Closing = { doneBy: act.by, doneAt: act.at, doneBecause: act.because };
  const results: Result[] = [];
  const histories = historyLines(environment, act);
  try {
    for (const replyId of ids) {
      if (terminal.interrupted.aborted) break;
      const closed = await closeReply(dynamo, names.repliesTable, replyId, closing);
      results.push({ replyId, ...closed });
      const { notificationId, timestamp } = closed.reply ?? {};
      if (closed.how === "closed" && notificationId !== undefined && timestamp !== undefined)
        await histories.add({ notificationId, timestamp }, "ANSWER_CLOSED");
    }
  } finally {
    // What is closed is reported even after an error.
    const closed = results.filter(({ how }) => how === "closed");
    act.found({ counts: { closed: closed.length }, ...subjectsOf(closed.flatMap(({ reply }) => reply ?? [])) });
    const { aborted: interrupted } = terminal.interrupted;
    if (json) say(terminal, jsonText({ environment: name, by: act.by, interrupted, results: results.map(shown) }));
    else if (results.length > 0) await print(results, await zoneOf(environment), name, terminal);
    histories.noteMissing(terminal);
  }
  if (!terminal.interrupted.aborted) return statusOf(results);
  note(terminal, "Interrupted: the other answers still wait.");
  return STATUS.interrupted;
}

function shown({ replyId, how, reply }: Result) {
  const { doneBy, doneAt, doneBecause } = reply ?? {};
  return { replyId, result: how, doneBy, doneAt, doneBecause };
}

async function print(results: readonly Result[], timeZone: string, environment: string, terminal: Terminal) {
  for (const result of results) say(terminal, hanging(sentence(result, timeZone, environment), terminal.columns));
}

function sentence({ replyId, how, reply }: Result, timeZone: string, environment: string): string {
  const id = printable(replyId);
  if (how === "closed") return `${id}: closed, no longer waits.`;
  if (how === "unknown") return `${id}: ${environment} has no such answer, or it has expired.`;
  if (how === "never-waited") return `${id}: does not wait for staff; nothing was changed.`;
  return `${id}: was ${reply ? doneText(reply, timeZone) : "closed before"}. This record is kept.`;
}

/** Such as `closed on Tue, Dec 1, 2026, 10:00:00 EST by assumed-role/Desk/ana: "called"`. */
export function doneText({ doneBy, doneAt, doneBecause = "" }: Partial<Closing>, timeZone: string): string {
  const when = doneAt === undefined ? "" : ` on ${momentText(Date.parse(doneAt), timeZone)}`;
  return `closed${when} by ${printable(shortName(doneBy))}: "${printable(doneBecause)}"`;
}

/** An answer that somebody else has closed needs nothing more. */
function statusOf(results: readonly Result[]): Status {
  return results.every(({ how }) => how === "closed" || how === "already") ? STATUS.done : STATUS.failed;
}
