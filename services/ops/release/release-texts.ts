/** `npm run ops -- release texts`: lets the texts of a day that has had far more than usual go out. */
import type { Command } from "commander";
import { clinicDay } from "../../domain/appointment/appointment-time";
import { asAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { findTextsOfToday, releaseTexts, type TextsOfToday } from "../aws/floods/dynamo-texts-of-today";
import { confirmed } from "../output/confirm";
import { jsonText } from "../output/json-text";
import { CommandError, STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { hanging, prose } from "../output/wrap";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { textsText } from "./held-texts-text";

interface Options extends EnvironmentOptions, BecauseOption {
  readonly yes: boolean;
}

const HELP = `
Texts wait if far more have gone out today than on any of the 28 days before (settings floodFactor and floodMinimum,
docs/deploying.md): another system may have queued the same appointments again, or those of months. First look at what
waits: \`log day --list\` shows it with the code FEED_FLOOD_HELD. If it is wrong, have its sender stop, and cancel it
(docs/runbook.md#flood-held-alarm).

The command asks for confirmation. The texts go out within 5 minutes, and any number may go out today; tomorrow this volume
counts as usual. \`release run\` does the same for today's texts. The table operator-acts-<environment> records who released
them, when and why; name no patient.

  npm run ops -- release texts --because "the first feed of the new clinic"`;

export function releaseTextsCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand(
    "texts",
    "releases the texts that are held because far more than usual went out today",
  )
    .addOption(becauseOption())
    .option("--yes", "do not ask for confirmation", false)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const { json, yes } = options;
    const { dynamo, names, name } = environment;
    const { clinicTimeZone, floods } = await environment.settings();
    const today = () => clinicDay(Date.now(), clinicTimeZone);
    const found = await findTextsOfToday(dynamo, names.smsRateLimitTable, today(), floods);
    if (!found.isHeld) return nothingToDo(found, environment, terminal, json);
    if (!yes) {
      note(terminal, hanging(`Texts of ${name} are held: ${textsText(found)}.`, terminal.columns));
      if (!(await confirmed(terminal, "Release those of today?"))) return declined(found, environment, terminal, json);
    }
    const because = await reasonFor(options, terminal);
    const { day, texts } = found;
    const act = { act: "release", because, options: { what: "texts", day, texts } } as const;
    return asAct(environment, terminal, act, async ({ by }) => {
      if (day !== today()) {
        throw new CommandError(
          `${day} has ended, and what was held is no longer held: nothing was released`,
          STATUS.failed,
        );
      }
      if (!(await releaseTexts(dynamo, names.smsRateLimitTable, day))) {
        throw new CommandError(`The texts of ${name} were released in the meantime`, STATUS.failed);
      }
      if (json) say(terminal, jsonText({ ...documentOf(found, name), released: true, by }));
      else say(terminal, prose(`The texts of ${name} are released for today, ${day}. ${SOON}`, terminal.columns));
      return STATUS.done;
    });
  });
}

const SOON =
  "What waits is sent within 5 minutes, as fast as the account's rate allows. Tomorrow's texts are not released.";

function documentOf({ day, texts, allowed, isHeld }: TextsOfToday, environment: string) {
  return { environment, day, texts, usual: allowed?.usual ?? null, limit: allowed?.limit ?? null, held: isHeld };
}

function nothingToDo(found: TextsOfToday, { name }: Environment, terminal: Terminal, json: boolean): Status {
  const { isReleased: released } = found;
  if (json) say(terminal, jsonText({ ...documentOf(found, name), released }));
  else {
    const how = released ? "are released already for today" : "are not held";
    say(terminal, hanging(`The texts of ${name} ${how}: ${textsText(found)}.`, terminal.columns));
  }
  return STATUS.done;
}

function declined(found: TextsOfToday, { name }: Environment, terminal: Terminal, json: boolean): Status {
  if (json) say(terminal, jsonText({ ...documentOf(found, name), released: false }));
  note(terminal, "Nothing was released.");
  return terminal.interrupted.aborted ? STATUS.interrupted : STATUS.done;
}
