import type { Command } from "commander";
import { systemClock } from "../../adapters/system-clock";
import { awsClock } from "../aws/aws-clock";
import { callerIdentity } from "../aws/caller-identity";
import { type Closed, type Closing, closeReply } from "../aws/dynamo-replies";
import { sts } from "../aws/operator-clients";
import { jsonText } from "../output/json-text";
import { printable } from "../output/printable";
import { STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { momentText } from "../output/time-text";
import { hanging } from "../output/wrap";
import { becauseText } from "../shared/because";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import { shortName } from "../shared/stops/stop-texts";
import { zoneOf } from "../shared/stops/stops";

interface Options extends EnvironmentOptions {
  readonly because: string;
}

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
    .requiredOption("--because <text>", "what was done, for the record: up to 200 characters", becauseText)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async ({ because, json }, environment, ids) => {
    const { dynamo, names } = environment;
    // A record without its author would be worth little, and the answer can wait: without STS nothing is changed.
    const identity = sts();
    const doneBy = await callerIdentity(identity);
    const doneAt = new Date(awsClock(identity, systemClock).now()).toISOString();
    const closing: Closing = { doneBy, doneAt, doneBecause: because };
    const results: Result[] = [];
    try {
      for (const replyId of new Set(ids)) {
        if (terminal.interrupted.aborted) break;
        results.push({ replyId, ...(await closeReply(dynamo, names.repliesTable, replyId, closing)) });
      }
    } finally {
      // What is closed is reported even after an error.
      const { aborted: interrupted } = terminal.interrupted;
      if (json)
        say(
          terminal,
          jsonText({ environment: environment.name, by: doneBy, interrupted, results: results.map(shown) }),
        );
      else if (results.length > 0) await print(results, await zoneOf(environment), environment.name, terminal);
    }
    if (!terminal.interrupted.aborted) return statusOf(results);
    note(terminal, "Interrupted: the other answers still wait.");
    return STATUS.interrupted;
  });
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
