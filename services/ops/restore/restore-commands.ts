import { Command } from "commander";
import type { Session } from "../shared/command";
import { beginCommand } from "./begin";
import { checkCommand } from "./check";
import { finishCommand } from "./finish";
import { replayCommand } from "./replay";

/** The commands of a restore of tables. */
export function restoreCommands(session: Session): Command {
  return new Command("restore")
    .description("keeps sending stopped while tables are restored, and erases again what comes back")
    .addCommand(beginCommand(session))
    .addCommand(checkCommand(session))
    .addCommand(replayCommand(session))
    .addCommand(finishCommand(session));
}
