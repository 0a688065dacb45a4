/** `npm run ops -- stop`: stops sending until it is started again. */
import type { Command } from "commander";
import { errorCode } from "../../domain/retry/failure";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { beginAct } from "../audit/record-act";
import { note } from "../output/terminal";
import { prose } from "../output/wrap";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { makeChange } from "./change";
import { report } from "./report";
import { type ScopeOptions, scopeOf, withScope } from "./scope";

interface Options extends EnvironmentOptions, ScopeOptions, BecauseOption {}

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
    .addOption(becauseOption("why, for the record and the audit: up to 200 characters"))
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const { terminal } = session;
    const because = await reasonFor(options, terminal);
    const scope = await scopeOf(options, environment);
    const subjects = { channels: scope.channels, clinicIds: scope.clinics };
    // A stop must work at once: it does not wait for the audit, and is made without it.
    const begun = beginAct(environment, terminal, { act: "stop", because, ...subjects }).then(
      (act) => ({ act }),
      (error: Error) => ({ error }),
    );
    try {
      const changed = await makeChange({ act: "stop", ...scope, because }, environment);
      const status = await report(changed, environment, terminal, options.json);
      const recorded = await begun;
      if ("act" in recorded) await recorded.act.end({ how: "done", counts: { stopped: changed.changed.length } });
      else note(terminal, prose(unrecordedText(recorded.error, environment), terminal.columns));
      return status;
    } catch (error) {
      const recorded = await begun;
      if ("act" in recorded) await recorded.act.end({ how: "failed", error: errorCode(error) });
      throw error;
    }
  });
}

function unrecordedText({ message }: Error, { names }: Environment): string {
  return `${message}. The stop was made nevertheless; the table ${names.sendingStopsTable} has who made it, when and why.`;
}
