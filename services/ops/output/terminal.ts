/** What a command has from whoever runs it. */
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";

export interface Terminal {
  /** Results. */
  readonly out: Writable;
  /** All that is no result: notes, questions, progress, errors. */
  readonly err: Writable;
  /** Characters of a line of `out`; undefined where it is no terminal. */
  readonly columns?: number;
  /** Standard input, where it is not the process's own. */
  readonly input?: Readable;
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

/** Prints a part of a result that may be long, no faster than it is taken. */
export async function pour(terminal: Terminal, text: string): Promise<void> {
  if (!terminal.out.write(text)) await once(terminal.out, "drain");
}

/** Prints a line that is no result. */
export function note(terminal: Terminal, text: string): void {
  terminal.err.write(`${text}\n`);
}
