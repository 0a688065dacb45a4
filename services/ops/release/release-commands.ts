import { Command } from "commander";
import type { Session } from "../shared/command";
import { releasePhoneCommand } from "./release-phone";
import { releaseRunCommand } from "./release-run";
import { releaseTextsCommand } from "./release-texts";

/** The commands that release what the guard against floods holds. */
export function releaseCommands(session: Session): Command {
  return new Command("release")
    .description("releases reminders that are held because there are far more of them than usual")
    .addCommand(releaseRunCommand(session))
    .addCommand(releaseTextsCommand(session))
    .addCommand(releasePhoneCommand(session));
}
