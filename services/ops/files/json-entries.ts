/** Reads entries from a JSON array, or a single JSON object. */
import { jsonParser, type Token } from "stream-json/core/parser.js";
import { streamArray } from "stream-json/core/streamers/stream-array.js";
import { misuse } from "../output/status";
import { type Entry, MAX_ENTRY_LENGTH } from "./entry";
import { parsed } from "./json-lines";

const TRUNCATED = "Check that the file is complete.";

/**
 * Reads a JSON array entry by entry; an object is one entry.
 * @throws CommandError if the text is not JSON, possibly after entries before that point have been returned
 */
export async function* readJson(text: AsyncIterable<string>, name: string): AsyncGenerator<Entry> {
  const chunks = text[Symbol.asyncIterator]();
  let begin = "";
  while (begin.trim() === "") {
    const next = await chunks.next();
    if (next.done) throw misuse(`${name} is empty`, "It must have a JSON array of appointments, or one appointment.");
    begin = next.value;
  }
  const all = joined(begin, chunks);
  if (begin.trimStart().startsWith("[")) yield* readArray(all, name);
  else yield await readOne(all, name);
}

async function* joined(begin: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield begin;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* readArray(text: AsyncIterable<string>, name: string): AsyncGenerator<Entry> {
  const parse = jsonParser({ packValues: true, streamValues: false });
  const assemble = streamArray();
  const state = { depth: 0, index: 0, length: 0, end: 0 };
  for await (const chunk of text) {
    for (const piece of pieces(chunk)) {
      state.length += piece.length;
      state.end += Buffer.byteLength(piece);
      if (state.length > MAX_ENTRY_LENGTH) throw misuse(tooLong(name, state.index));
      for (const token of tokens(parse, piece, name, state.index)) {
        state.depth += DEPTHS[token.name] ?? 0;
        const item = assemble(token);
        if (typeof item !== "object" || !("value" in item)) continue;
        yield { position: { index: state.index }, value: item.value, raw: item.value, end: state.end };
        state.index += 1;
        state.length = 0;
      }
    }
  }
  if (state.depth > 0) throw misuse(`${name}: the JSON ends unexpectedly at index ${state.index}`, TRUNCATED);
}

const JSON_LINES = "If it is JSON lines, use --format jsonl.";
const DEPTHS: Readonly<Record<string, number>> = { startArray: 1, startObject: 1, endArray: -1, endObject: -1 };

/** Splits a chunk so that no piece has more than one end: after an error, the parser loses the tokens of its piece. */
function pieces(chunk: string): string[] {
  return chunk.split(/(?<=[}\]])/);
}

function tokens(parse: ReturnType<typeof jsonParser>, piece: string, name: string, index: number): readonly Token[] {
  try {
    const found = parse(piece);
    return typeof found === "object" && "values" in found ? (found.values as readonly Token[]) : [];
  } catch {
    // The parser's message may repeat values.
    throw misuse(`${name}: invalid JSON at index ${index}, or right after the entry before`);
  }
}

async function readOne(text: AsyncIterable<string>, name: string): Promise<Entry> {
  let whole = "";
  for await (const chunk of text) {
    whole += chunk;
    if (whole.length > MAX_ENTRY_LENGTH) throw misuse(tooLong(name, 0), JSON_LINES);
  }
  const value = parsed(whole);
  if (value !== undefined) return { position: { index: 0 }, value, raw: value, end: Buffer.byteLength(whole) };
  const [line = ""] = whole.trim().split("\n", 1);
  const hint = parsed(line) === undefined ? TRUNCATED : JSON_LINES;
  throw misuse(`${name} is not valid JSON`, hint);
}

function tooLong(name: string, index: number): string {
  return `${name}: the entry at index ${index} is longer than ${MAX_ENTRY_LENGTH.toLocaleString("en-US")} characters`;
}
