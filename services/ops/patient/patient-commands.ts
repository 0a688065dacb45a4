import { Command } from "commander";
import type { Session } from "../shared/command";
import { eraseCommand } from "./erase";
import { exportCommand } from "./export";
import { showCommand } from "./show";

/** The commands about one patient's data. */
export function patientCommands(session: Session): Command {
  return new Command("patient")
    .description("shows, exports and erases what is stored of a patient")
    .addCommand(showCommand(session))
    .addCommand(exportCommand(session))
    .addCommand(eraseCommand(session));
}
