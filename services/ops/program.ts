/** The commands of `npm run ops`. */
import { Command, CommanderError } from "commander";
import { auditCommand } from "./acts/audit";
import { appointmentCommands } from "./appointments/appointment-commands";
import { bookCommand } from "./book/book";
import { digestCommand } from "./digest/digest-command";
import { dlqCommands } from "./dlq/dlq-commands";
import { doctorCommand } from "./doctor/doctor";
import { importCommand } from "./import/import";
import { logCommands } from "./log/log-commands";
import { jsonText } from "./output/json-text";
import { printable } from "./output/printable";
import { type CommandError, misuse, STATUS, STATUS_HELP, type Status } from "./output/status";
import type { Terminal } from "./output/terminal";
import { patientCommands } from "./patient/patient-commands";
import { releaseCommands } from "./release/release-commands";
import { repliesCommands } from "./replies/replies-commands";
import { reportCommand } from "./report/month-command";
import { restoreCommands } from "./restore/restore-commands";
import { sendCommand } from "./send/send";
import type { Session } from "./shared/command";
import { smokeCommand } from "./smoke/smoke";
import { startCommand } from "./stop/start";
import { stopCommand } from "./stop/stop";
import { textsCommands } from "./texts/texts-commands";
import { translateCommand } from "./translate/translate";
import { validateCommand } from "./validate/validate";

/** The commands in the order of the help, by name. */
const COMMANDS: ReadonlyMap<string, (session: Session) => Command> = new Map([
  ["doctor", doctorCommand],
  ["stop", stopCommand],
  ["start", startCommand],
  ["release", releaseCommands],
  ["restore", restoreCommands],
  ["smoke", smokeCommand],
  ["digest", digestCommand],
  ["log", logCommands],
  ["report", reportCommand],
  ["dlq", dlqCommands],
  ["replies", repliesCommands],
  ["audit", auditCommand],
  ["patient", patientCommands],
  ["send", sendCommand],
  ["book", bookCommand],
  ["import", importCommand],
  ["appointments", appointmentCommands],
  ["validate", validateCommand],
  ["translate", translateCommand],
  ["texts", textsCommands],
]);

/**
 * Runs one command.
 * @param args the arguments after `npm run ops --`
 * @returns the exit status
 */
export async function runOps(args: readonly string[], terminal: Terminal): Promise<Status> {
  let status: Status = STATUS.misuse;
  const json = args.includes("--json");
  const session: Session = {
    terminal,
    end: (how) => {
      status = how;
    },
    fail: (error, json = false) => {
      terminal.err.write(errorText(error, json));
      status = error.status;
    },
  };
  try {
    await program(session, args, json).parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return STATUS.done;
    if (json) terminal.err.write(errorText(misuse(sentenceOf(error), "See --help."), json));
    return STATUS.misuse;
  }
  return status;
}

/** @param json errors of the command line are printed by the caller */
function program(session: Session, args: readonly string[], json: boolean): Command {
  const { out, err } = session.terminal;
  const writeErr = (text: string) => {
    if (!json) err.write(printable(text, "\n"));
  };
  const ops = new Command("npm run ops --")
    .description(
      "Operates a deployment of the appointment reminders. Commands use the AWS account and region of your " +
        "credentials; for the local run, set the variables that `npm start -- --serve` prints.",
    )
    .addHelpText("after", `\n${STATUS_HELP}`);
  for (const create of commandsOf(args)) ops.addCommand(create(session));
  for (const command of withSubcommands(ops)) {
    command
      .exitOverride()
      .helpCommand(false)
      .showHelpAfterError("See --help.")
      .configureOutput({ writeOut: (text) => out.write(text), writeErr });
  }
  return ops;
}

/** The command that the arguments begin with. All of them for the help, an unknown command or none. */
function commandsOf([name = ""]: readonly string[]): ((session: Session) => Command)[] {
  const named = COMMANDS.get(name);
  return named ? [named] : [...COMMANDS.values()];
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** Without a command, the parser's message is only the name of an event. */
function sentenceOf({ code, message }: CommanderError): string {
  return code === "commander.help" ? "A command is required" : message.replace(/^error: /, "").replace(/\.$/, "");
}

/** One line of JSON, or a sentence and a hint. */
export function errorText({ message, hint, status }: CommandError, json: boolean): string {
  if (json) return `${jsonText({ error: message, hint, status })}\n`;
  return `ops: ${printable(message)}.\n${hint ? `     ${printable(hint)}\n` : ""}`;
}
