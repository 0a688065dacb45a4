/** The terminal, or the pipes, that a command runs with. */
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";

export interface Terminal {
  /** Results. */
  readonly out: Writable;
  /** Everything else: notes, questions, progress, errors. */
  readonly err: Writable;
  /** The width of `out`, in characters; undefined if it is not a terminal. */
  readonly columns?: number;
  /** Standard input, if it is not the process's own. */
  readonly input?: Readable;
  /** Whether a person sees `err` and can answer. */
  readonly interactive: boolean;
  /** Aborted by Ctrl-C: finish what has begun, then end. */
  readonly interrupted: AbortSignal;
  /** Asks a question, and returns what the person types. */
  answer(question: string): Promise<string>;
}

/** Prints a line of the result. */
export function say(terminal: Terminal, text: string): void {
  terminal.out.write(`${text}\n`);
}

/** Prints a part of a long result, no faster than it is read. */
export async function pour(terminal: Terminal, text: string): Promise<void> {
  if (!terminal.out.write(text)) await once(terminal.out, "drain");
}

/** Prints a line that is not part of the result. */
export function note(terminal: Terminal, text: string): void {
  terminal.err.write(`${text}\n`);
}
