/** Reads the text of a file, or of standard input, chunk by chunk. */
import { type FileHandle, open } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import { interrupted, misuse } from "../../output/status";
import { decoded } from "./decoded-text";

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EISDIR: "is a folder, not a file",
  EACCES: "cannot be read: permission denied",
  EPERM: "cannot be read: permission denied",
};

export interface OpenedFile {
  /** The file's name in messages. */
  readonly name: string;
  /** In bytes; undefined for standard input. */
  readonly size: number | undefined;
  /** @throws CommandError if it cannot be read or decoded */
  readonly text: AsyncIterable<string>;
  /**
   * The fraction of the file up to a position in its text, from 0 to 1, without bytes that were read ahead.
   * @param textBytes up to that position, in UTF-8
   * @returns undefined for standard input
   */
  readonly fractionAt: (textBytes: number) => number | undefined;
  /** Closes the file, also before its end. */
  readonly close: () => void;
}

/**
 * Opens a file.
 * @param path `-` is standard input
 * @param stop aborting it ends the text with a CommandError of status 130
 * @param hint how a file of its kind becomes UTF-8; that of a spreadsheet if absent
 * @throws CommandError if it cannot be opened
 */
export async function openFile(path: string, input: Readable, stop: AbortSignal, hint?: string): Promise<OpenedFile> {
  const name = path === "-" ? "standard input" : path;
  const handle = path === "-" ? undefined : await openPath(path);
  const size = await sizeOf(handle);
  const source = handle?.createReadStream() ?? input;
  let bytes = 0;
  let textBytes = 0;
  async function* text() {
    try {
      const count = (read: number, ofText: number) => {
        bytes += read;
        textBytes += ofText;
      };
      yield* decoded(source as AsyncIterable<Buffer>, name, count, hint);
    } catch (error) {
      throw stop.aborted ? interrupted() : readProblem(error, name);
    }
  }
  const fractionAt = (end: number) => size && Math.min(1, (end * bytes) / Math.max(1, textBytes) / size);
  // An error before the text is read is thrown when it is read.
  source.on("error", () => {});
  addAbortSignal(stop, source);
  return { name, size, text: text(), fractionAt, close: () => void source.destroy() };
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

/** Explains errors of the system by their code; others are returned unchanged. */
function readProblem(error: unknown, name: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code ? misuse(`${name} ${PROBLEMS[code] ?? `cannot be read (${code})`}`) : error;
}
