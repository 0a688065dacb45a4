/** `npm run ops -- stop`: no reminder goes out until it is started again. */
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
It asks nothing, and \`start\` takes it back. The reminders wait in their queues. A stop holds through deployments. If it is
stopped already, that record stays, and the metric of the alarm is emitted again.
Who did it, when and why is kept in the table sending-stops-<environment>; everybody who can read the table can read it,
so name no patient.

  npm run ops -- stop --because "texts name the wrong clinic"
  npm run ops -- stop --channel sms --because "texts name the wrong clinic"`;

export function stopCommand(session: Session): Command {
  const command = environmentCommand("stop", "stops sending: reminders wait until it is started again")
    .addOption(channelOption("stop only these; both if absent"))
    .requiredOption("--because <text>", "why, for the record: up to 200 characters", becauseText)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const { because, json } = options;
    const changed = await makeChange({ act: "stop", channels: channelsOf(options), because }, environment);
    return report(changed, environment, session.terminal, json);
  });
}
