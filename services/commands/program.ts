/** Everything that `npm run ops` can do. */
import { Command, CommanderError } from "commander";
import { appointmentCommands } from "./appointments/appointment-commands";
import { dlqCommands } from "./dlq/dlq-commands";
import { doctorCommand } from "./doctor/doctor";
import { importCommand } from "./import/import";
import { logCommands } from "./log/log-commands";
import { sendCommand } from "./send/send";
import type { Session } from "./shared/command";
import { jsonText } from "./shared/json-text";
import { printable } from "./shared/printable";
import { type CommandError, STATUS, STATUS_HELP, type Status } from "./shared/status";
import { note, type Terminal } from "./shared/terminal";
import { smokeCommand } from "./smoke/smoke";
import { validateCommand } from "./validate/validate";

/**
 * Runs one command.
 * @param args as they stand after `npm run ops --`
 * @returns the exit status
 */
export async function runOps(args: readonly string[], terminal: Terminal): Promise<Status> {
  let status: Status = STATUS.misuse;
  const session: Session = {
    terminal,
    end: (how) => {
      status = how;
    },
    fail: (error, json = false) => {
      tell(error, json, terminal);
      status = error.status;
    },
  };
  try {
    await program(session).parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? STATUS.done : STATUS.misuse;
    throw error;
  }
  return status;
}

function program(session: Session): Command {
  const { out, err } = session.terminal;
  const ops = new Command("npm run ops --")
    .description(
      "What an operator of the appointment reminders needs. It works on the account that your AWS credentials and " +
        "region name or, with the variables that `npm start -- --serve` prints, on the local run.",
    )
    .addHelpText("after", `\n${STATUS_HELP}`)
    .addCommand(doctorCommand(session))
    .addCommand(smokeCommand(session))
    .addCommand(logCommands(session))
    .addCommand(dlqCommands(session))
    .addCommand(sendCommand(session))
    .addCommand(importCommand(session))
    .addCommand(appointmentCommands(session))
    .addCommand(validateCommand(session));
  for (const command of withSubcommands(ops)) {
    command
      .exitOverride()
      .helpCommand(false)
      .showHelpAfterError("See --help.")
      .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => err.write(printable(text, "\n")) });
  }
  return ops;
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

function tell({ message, hint, status }: CommandError, json: boolean, terminal: Terminal): void {
  if (json) {
    note(terminal, jsonText({ error: message, hint, status }));
    return;
  }
  note(terminal, `ops: ${printable(message)}.`);
  if (hint) note(terminal, `     ${printable(hint)}`);
}
