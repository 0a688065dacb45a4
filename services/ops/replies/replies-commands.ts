import { Command } from "commander";
import type { Session } from "../shared/command";
import { doneCommand } from "./done";
import { listCommand } from "./list";
import { showCommand } from "./show";

/** The commands about patients' answers. */
export function repliesCommands(session: Session): Command {
  return new Command("replies")
    .description("lists, shows and closes the answers of patients that wait for staff")
    .addCommand(listCommand(session))
    .addCommand(showCommand(session))
    .addCommand(doneCommand(session));
}
