/** Declares commands: their options and actions. */
import { Command, InvalidArgumentError } from "commander";
import { isEnvironmentName } from "../../../contracts/resource-names";
import { explain } from "../output/explain";
import { type CommandError, misuse, type Status } from "../output/status";
import type { Terminal } from "../output/terminal";
import { type ClinicsOptions, clinicsFile } from "./clinics";
import type { Environment } from "./environment";
import { openEnvironment } from "./environment";

/** Receives the exit status or the error of a command. */
export interface Session {
  readonly terminal: Terminal;
  /** Sets the exit status. */
  end(status: Status): void;
  /** @param json prints the error as JSON */
  fail(error: CommandError, json?: boolean): void;
}

export interface EnvironmentOptions {
  readonly environment: string;
  /** Prints JSON instead of text. */
  readonly json: boolean;
}

/** A command for a deployment. */
export function environmentCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option(
      "--environment <name>",
      "the deployment's environment, with its prefix if it has one",
      environmentName,
      process.env.ENVIRONMENT || "dev",
    )
    .option("--json", "print one JSON document, for scripts", false);
}

/** A command for a deployment that needs its clinics. */
export function clinicsCommand(name: string, description: string): Command {
  return environmentCommand(name, description).addOption(clinicsFile());
}

/**
 * Sets the action of a command.
 * @param work returns the exit status; an AWS error is printed as a sentence and a hint
 */
export function runs<Options extends EnvironmentOptions>(
  command: Command,
  session: Session,
  work: (options: Options, environment: Environment, args: readonly string[]) => Promise<Status>,
): Command {
  return command.action(async () => {
    const options = command.opts<Options & ClinicsOptions>();
    try {
      if (!isEnvironmentName(options.environment))
        throw misuse("The variable ENVIRONMENT is not an environment, such as dev or acme-prod");
      session.end(await work(options, openEnvironment(options.environment, options.clinics), command.args));
    } catch (error) {
      session.fail(explain(error, options.environment), options.json);
    }
  });
}

function environmentName(text: string): string {
  if (!isEnvironmentName(text)) throw new InvalidArgumentError("Must be an environment, such as dev or acme-prod.");
  return text;
}

/** Parses an option's value: a whole number above 0. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Must be a whole number above 0.");
  return Number(text);
}

/** Parses an option's value: a number of days, 0 to 365. */
export function days(text: string): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) > 365)
    throw new InvalidArgumentError("Must be a number of days, 0 to 365.");
  return Number(text);
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Parses an option's value: a duration, such as `90s`, `15m`, `2h` or `3d`.
 * @returns ms
 */
export function duration(text: string): number {
  const [, count, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (!(ms > 0)) throw new InvalidArgumentError("Must be a duration such as 90s, 15m, 2h or 3d.");
  return ms;
}
