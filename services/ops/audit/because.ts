/** Why an operator does something, for the audit. */
import { InvalidArgumentError, Option } from "commander";
import { interrupted, misuse } from "../output/status";
import type { Terminal } from "../output/terminal";

export interface BecauseOption {
  readonly because?: string;
}

const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u;
const LIMITS = "Must have 1 to 200 characters, without control characters.";

/** The option `--because`, which the variable OPS_BECAUSE may set for all commands of a session. */
export function becauseOption(description = "why, for the audit: up to 200 characters"): Option {
  return new Option("--because <text>", description).env("OPS_BECAUSE").argParser(becauseText);
}

/** Parses an option's value: an operator's reason, on one line, for the record. */
export function becauseText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed.length > 200 || UNSHOWN.test(trimmed)) throw new InvalidArgumentError(LIMITS);
  return trimmed;
}

/**
 * The operator's reason, asked for if it is not given.
 * @throws CommandError if there is none, and nobody to ask
 */
export async function reasonFor({ because }: BecauseOption, terminal: Terminal): Promise<string> {
  if (because !== undefined) return because;
  if (!terminal.interactive) {
    const hint = "Name the ticket, but no patient. OPS_BECAUSE sets it for a whole session.";
    throw misuse('The audit needs a reason: --because "..."', hint);
  }
  const answer = await terminal.answer("Why, for the audit (a ticket, but no patient)? ");
  if (terminal.interrupted.aborted) throw interrupted("Nothing was done.");
  try {
    return becauseText(answer);
  } catch {
    throw misuse("This reason cannot be recorded, and nothing was done", LIMITS);
  }
}
