import { misuse } from "./status";
import type { Terminal } from "./terminal";

/**
 * Asks before something is done that cannot be undone.
 * @param yes it was agreed to beforehand
 * @throws CommandError where nobody is there to answer
 */
export async function confirmed(terminal: Terminal, question: string): Promise<boolean> {
  if (!terminal.interactive)
    throw misuse("Nobody is there to answer", "--yes agrees beforehand; --dry-run only shows what it would do.");
  const answer = await terminal.answer(`${question} [y/N] `);
  return /^y(?:es)?$/i.test(answer.trim());
}
