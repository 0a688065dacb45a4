/** `npm run ops -- stop`: stops sending until it is started again. */
import type { Command } from "commander";
import { becauseText } from "../shared/because";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import { makeChange } from "./change";
import { report } from "./report";
import { type ScopeOptions, scopeOf, withScope } from "./scope";

interface Options extends EnvironmentOptions, ScopeOptions {
  readonly because: string;
}

const HELP = `
It does not ask for confirmation; \`start\` undoes it. Until then, reminders wait in their queues. A deployment does not
end a stop. If sending is already stopped, the record of that stop is kept, and the alarm's metric is emitted again.
With --clinic, only the reminders of these clinics wait, and \`start\` with the same clinics starts them again. Such a stop
and a stop of all clinics do not replace each other: a reminder is sent once neither of them is left.
The table sending-stops-<environment> records who did it, when and why. Everyone who can read the table can read the
text, so name no patient.

  npm run ops -- stop --because "texts name the wrong clinic"
  npm run ops -- stop --channel sms --because "texts name the wrong clinic"
  npm run ops -- stop --clinic north --clinics clinics.json --because "texts name the wrong place"`;

export function stopCommand(session: Session): Command {
  const description = "stops sending: reminders wait until sending is started again";
  const command = withScope(clinicsCommand("stop", description), "stop")
    .requiredOption("--because <text>", "why, for the record: up to 200 characters", becauseText)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const { because, json } = options;
    const scope = await scopeOf(options, environment);
    const changed = await makeChange({ act: "stop", ...scope, because }, environment);
    return report(changed, environment, session.terminal, json);
  });
}
