import { Command } from "commander";
import type { Session } from "../shared/command";
import { dropCommand } from "./drop";
import { listCommand } from "./list";
import { redriveCommand } from "./redrive";
import { showCommand } from "./show";

/** The commands for the dead-letter queue. */
export function dlqCommands(session: Session): Command {
  return new Command("dlq")
    .description("lists, moves and drops the messages in the dead-letter queue (DLQ)")
    .addCommand(listCommand(session))
    .addCommand(showCommand(session))
    .addCommand(redriveCommand(session))
    .addCommand(dropCommand(session));
}
