import { Command } from "commander";
import type { Session } from "../shared/command";
import { dayCommand } from "./day";
import { exportCommand } from "./export";
import { replayCommand } from "./replay";
import { notificationCommand, patientCommand } from "./timelines";

/** The commands about the delivery log. */
export function logCommands(session: Session): Command {
  return new Command("log")
    .description("shows the outcomes of reminders in the delivery log")
    .addCommand(notificationCommand(session))
    .addCommand(patientCommand(session))
    .addCommand(dayCommand(session))
    .addCommand(exportCommand(session))
    .addCommand(replayCommand(session));
}
