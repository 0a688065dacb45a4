import { Command } from "commander";
import type { Session } from "../shared/command";
import { checkCommand } from "./check";

/** What stands in the appointments table. */
export function appointmentCommands(session: Session): Command {
  return new Command("appointments")
    .description("what stands in the appointments table")
    .addCommand(checkCommand(session));
}
