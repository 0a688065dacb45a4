/** Reads entries from JSON lines: one JSON value a line. */
import { misuse } from "../output/status";
import { type Entry, MAX_ENTRY_LENGTH } from "./entry";

/**
 * Reads JSON lines, without blank ones. A line that is not JSON has no value.
 * @throws CommandError if a line is too long
 */
export async function* readJsonLines(text: AsyncIterable<string>, name: string): AsyncGenerator<Entry> {
  let line = 0;
  let end = 0;
  for await (const raw of lines(text, name)) {
    line += 1;
    end += Buffer.byteLength(raw) + 1;
    if (raw.trim() !== "") yield { position: { line }, value: parsed(raw), raw, end };
  }
}

async function* lines(text: AsyncIterable<string>, name: string): AsyncGenerator<string> {
  let rest = "";
  let line = 1;
  for await (const chunk of text) {
    const [first = "", ...others] = chunk.split("\n");
    rest += first;
    for (const next of others) {
      yield rest;
      line += 1;
      rest = next;
    }
    if (rest.length > MAX_ENTRY_LENGTH) throw tooLong(name, line);
  }
  yield rest;
}

function tooLong(name: string, line: number) {
  return misuse(
    `${name}, line ${line}: the line is longer than ${MAX_ENTRY_LENGTH.toLocaleString("en-US")} characters`,
    "JSON lines have one appointment on each line. If the file is a JSON array, use --format json.",
  );
}

/** @returns undefined if the text is not JSON: the message of JSON.parse would repeat values */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
