import { Command } from "commander";
import type { Session } from "../shared/command";
import { checkCommand } from "./check";

/** Commands about the appointments table. */
export function appointmentCommands(session: Session): Command {
  return new Command("appointments").description("checks the appointments table").addCommand(checkCommand(session));
}
