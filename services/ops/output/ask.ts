import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";

/**
 * Asks a person at a terminal.
 * @param interrupt called at Ctrl-C: a terminal that reads lines raises no signal
 * @returns the line; "" if there is none
 */
export async function ask(
  question: string,
  input: Readable,
  output: Writable,
  interrupted: AbortSignal,
  interrupt: () => void,
): Promise<string> {
  const lines = createInterface({ input, output });
  lines.once("SIGINT", interrupt);
  // If the input ends, there is no answer to wait for.
  const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    return await Promise.race([lines.question(question, { signal: interrupted }), ended]);
  } catch {
    // Ctrl-C is not an answer.
    return "";
  } finally {
    lines.close();
  }
}
