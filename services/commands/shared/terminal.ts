/** What a command has from whoever runs it. */
import type { Writable } from "node:stream";

export interface Terminal {
  /** Results. */
  readonly out: Writable;
  /** All that is no result: notes, questions, progress, errors. */
  readonly err: Writable;
  /** A person looks at `err` and can answer. */
  readonly interactive: boolean;
  /** Aborted by Ctrl-C: finish what is begun, then end. */
  readonly interrupted: AbortSignal;
  /** What a person types after a question. */
  answer(question: string): Promise<string>;
}

/** Prints a line of the result. */
export function say(terminal: Terminal, text: string): void {
  terminal.out.write(`${text}\n`);
}

/** Prints a line that is no result. */
export function note(terminal: Terminal, text: string): void {
  terminal.err.write(`${text}\n`);
}
