import { misuse } from "./status";
import type { Terminal } from "./terminal";

/**
 * Asks for confirmation of something that cannot be undone.
 * @throws CommandError if the command does not run in a terminal
 */
export async function confirmed(terminal: Terminal, question: string): Promise<boolean> {
  if (!terminal.interactive)
    throw misuse(
      "Cannot ask for confirmation",
      "Use --yes to confirm in advance, or --dry-run to see what would be done.",
    );
  const answer = await terminal.answer(`${question} [y/N] `);
  return /^y(?:es)?$/i.test(answer.trim());
}
