/** `npm run ops -- stop`: stops sending until it is started again. */
import type { Command } from "commander";
import { becauseText } from "../shared/because";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import { makeChange } from "./change";
import { type ChannelOption, channelOption, channelsOf } from "./channels";
import { report } from "./report";

interface Options extends EnvironmentOptions, ChannelOption {
  readonly because: string;
}

const HELP = `
It does not ask for confirmation; \`start\` undoes it. Until then, reminders wait in their queues. A deployment does not
end a stop. If sending is already stopped, the record of that stop is kept, and the alarm's metric is emitted again.
The table sending-stops-<environment> records who did it, when and why. Everyone who can read the table can read the
text, so name no patient.

  npm run ops -- stop --because "texts name the wrong clinic"
  npm run ops -- stop --channel sms --because "texts name the wrong clinic"`;

export function stopCommand(session: Session): Command {
  const command = environmentCommand("stop", "stops sending: reminders wait until sending is started again")
    .addOption(channelOption("stop only this channel; both if absent"))
    .requiredOption("--because <text>", "why, for the record: up to 200 characters", becauseText)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const { because, json } = options;
    const changed = await makeChange({ act: "stop", channels: channelsOf(options), because }, environment);
    return report(changed, environment, session.terminal, json);
  });
}
