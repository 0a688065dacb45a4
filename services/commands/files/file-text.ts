/** The text of a file, or of standard input, chunk by chunk. */
import { isUtf8 } from "node:buffer";
import { type FileHandle, open } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import { interrupted, misuse } from "../shared/status";

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EISDIR: "is a folder, not a file",
  EACCES: "may not be read by you",
  EPERM: "may not be read by you",
};

export interface OpenedFile {
  /** How the file is called in what is told of it. */
  readonly name: string;
  /** Bytes; undefined of standard input. */
  readonly size: number | undefined;
  /** @throws CommandError where it cannot be read, or is no UTF-8 */
  readonly text: AsyncIterable<string>;
  /** Bytes that were read so far. */
  readonly bytesRead: () => number;
  /** Once it is of no use any more, read to its end or not. */
  readonly close: () => void;
}

/**
 * Opens a file.
 * @param path `-` is standard input
 * @param stop its abort ends the text with a CommandError of status 130
 * @throws CommandError where it cannot be opened
 */
export async function openFile(path: string, input: Readable, stop: AbortSignal): Promise<OpenedFile> {
  const name = path === "-" ? "standard input" : path;
  const handle = path === "-" ? undefined : await openPath(path);
  const size = await sizeOf(handle);
  const source = handle?.createReadStream() ?? input;
  let bytes = 0;
  async function* text() {
    try {
      yield* decoded(source, name, (count) => {
        bytes += count;
      });
    } catch (error) {
      throw stop.aborted ? interrupted() : readProblem(error, name);
    }
  }
  // What goes wrong before the text is asked for comes up when it is.
  source.on("error", () => {});
  addAbortSignal(stop, source);
  return { name, size, text: text(), bytesRead: () => bytes, close: () => void source.destroy() };
}

async function openPath(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    throw readProblem(error, path);
  }
}

/** A pipe or a terminal has no size. */
async function sizeOf(handle: FileHandle | undefined): Promise<number | undefined> {
  const { size = 0 } = (await handle?.stat()) ?? {};
  return size > 0 ? size : undefined;
}

/** Its own errors stay; of those of the system the code is told. */
function readProblem(error: unknown, name: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code ? misuse(`${name} ${PROBLEMS[code] ?? `cannot be read (${code})`}`) : error;
}

async function* decoded(source: Readable, name: string, count: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let first = true;
  let begun: Uint8Array = Buffer.alloc(0);
  for await (const chunk of source as AsyncIterable<Buffer>) {
    count(chunk.length);
    if (first && isUtf16(chunk)) throw misuse(`${name} is text in UTF-16`, "Save it as UTF-8.");
    first = false;
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw noUtf8(name, line + linesBeforeFault(Buffer.concat([begun, chunk])));
    }
    begun = begunCharacter(chunk.length < LONGEST_CHARACTER ? Buffer.concat([begun, chunk]) : chunk);
    yield text;
    line += occurrences(chunk, NEWLINE);
  }
  try {
    decoder.decode();
  } catch {
    throw noUtf8(name, line);
  }
}

function noUtf8(name: string, line: number) {
  return misuse(`${name} is no text in UTF-8: line ${line}`, 'In a spreadsheet, save it as "CSV UTF-8".');
}

const NEWLINE = 0x0a;

function occurrences(chunk: Buffer, byte: number): number {
  let found = 0;
  for (let at = chunk.indexOf(byte); at !== -1; at = chunk.indexOf(byte, at + 1)) found += 1;
  return found;
}

function isUtf16(chunk: Buffer): boolean {
  return (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff);
}

/** How many lines of the text end before what is no UTF-8. */
function linesBeforeFault(bytes: Buffer): number {
  let start = 0;
  for (let lines = 0; ; lines += 1) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return lines;
    start = end + 1;
  }
}

/** Bytes. */
const LONGEST_CHARACTER = 4;

/** The bytes at the end whose character goes on in the next chunk. */
function begunCharacter(bytes: Uint8Array): Uint8Array {
  for (let length = 1; length < LONGEST_CHARACTER && length <= bytes.length; length += 1) {
    const byte = bytes.at(-length) ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const whole = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return bytes.slice(whole > length ? -length : bytes.length);
  }
  return bytes.slice(bytes.length);
}
