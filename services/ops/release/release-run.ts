/** `npm run ops -- release run`: lets a held daily run begin. */
import type { Command } from "commander";
import type { HeldRunState } from "../../../contracts/tables/daily-runs";
import { clinicDay } from "../../domain/appointment/appointment-time";
import { asAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { findHeldRun, releaseRun } from "../aws/floods/dynamo-held-run";
import { releaseTexts } from "../aws/floods/dynamo-texts-of-today";
import { confirmed } from "../output/confirm";
import { jsonText } from "../output/json-text";
import { CommandError, STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { hanging, prose } from "../output/wrap";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { zoneOf } from "../shared/stops/stops";
import { heldRunText } from "./held-run-text";

interface Options extends EnvironmentOptions, BecauseOption {
  readonly yes: boolean;
}

const HELP = `
A daily run is held, and queues nothing, if far more reminders are due on a day than on any of the 28 days before
(settings floodFactor and floodMinimum, docs/deploying.md). First look whether they are right: \`appointments check\`, or
the appointments table. If they are not, correct them in the booking system and run the daily run by hand
(docs/runbook.md): it is not held once they are gone.

The command asks for confirmation. The next sweep, within 15 minutes, then does the daily run, and no text is held today
because of their number (\`release texts\`). From the next day on, this volume counts as usual. The table
operator-acts-<environment> records who released it, when and why; name no patient.

  npm run ops -- release run --because "the appointments of the new clinic"`;

export function releaseRunCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand("run", "releases the daily run that is held")
    .addOption(becauseOption())
    .option("--yes", "do not ask for confirmation", false)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const { json, yes } = options;
    const { dynamo, names, name } = environment;
    const state = await findHeldRun(dynamo, names.appointmentsTable);
    if (!state || state.isReleased) return nothingToDo(state, environment, terminal, json);
    if (!yes) {
      note(terminal, hanging(heldRunText(state.held, name, await zoneOf(environment), Date.now()), terminal.columns));
      if (!(await confirmed(terminal, "Release it?"))) return declined(state, environment, terminal, json);
    }
    const { held } = state;
    const { clinicTimeZone } = await environment.settings();
    const because = await reasonFor(options, terminal);
    const chosen = { what: "run", day: held.day, due: held.due, since: held.since };
    return asAct(environment, terminal, { act: "release", because, options: chosen }, async ({ by }) => {
      // Its reminders were looked at: their texts must not be held once more.
      await releaseTexts(dynamo, names.smsRateLimitTable, clinicDay(Date.now(), clinicTimeZone));
      if (!(await releaseRun(dynamo, names.appointmentsTable, held))) {
        throw new CommandError(`The daily run of ${name} was done or held anew in the meantime`, STATUS.failed);
      }
      if (json) say(terminal, jsonText({ environment: name, held, released: true, by }));
      else say(terminal, prose(`The daily run of ${name} is released. ${SOON}`, terminal.columns));
      return STATUS.done;
    });
  });
}

const SOON = "The next sweep, within 15 minutes, queues what is due, and any number of texts may go out today.";

function nothingToDo(
  state: HeldRunState | undefined,
  { name }: Environment,
  terminal: Terminal,
  json: boolean,
): Status {
  if (json) say(terminal, jsonText({ environment: name, held: state?.held ?? null, released: state !== undefined }));
  else if (state) say(terminal, prose(`The daily run of ${name} is released already. ${SOON}`, terminal.columns));
  else say(terminal, `The daily run of ${name} is not held.`);
  return STATUS.done;
}

function declined({ held }: HeldRunState, { name }: Environment, terminal: Terminal, json: boolean): Status {
  if (json) say(terminal, jsonText({ environment: name, held, released: false }));
  note(terminal, "Nothing was released.");
  return terminal.interrupted.aborted ? STATUS.interrupted : STATUS.done;
}
